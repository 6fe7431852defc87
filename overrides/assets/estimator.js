// The estimator on the cost page: both shares of a sum, from the two percentages that the page gives.
(function (document) {
  var place = document.getElementById("estimator");
  var field = document.getElementById("income"), output = document.getElementById("shares");
  var hint = output.textContent;

  function share(percent, sum) {
    var pounds = (sum * percent) / 100;
    return percent + "% is " + pounds.toLocaleString("en-GB", { style: "currency", currency: "GBP" }) + ".";
  }

  function show() {
    var typed = field.value.replace(/[£,\s]/g, "");
    if (/^\d+(\.\d*)?$/.test(typed)) {
      output.textContent = share(place.dataset.trust, +typed) + " " + share(place.dataset.council, +typed);
    } else {
      output.textContent = typed ? "Use figures only, such as 250000." : hint;
    }
  }

  field.oninput = show;
  field.form.onsubmit = function (event) {
    event.preventDefault();
  };
  show(); // what was typed before this script came
})(document);
