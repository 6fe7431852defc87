// The estimator on the cost page: both shares of a sum, from the two percentages that the page gives.
((place) => {
  const { form } = place.querySelector("input");
  const [field, output] = form.elements;
  const share = (percent, sum) =>
    `${percent}% is ${((sum * percent) / 100).toLocaleString("en-GB", { style: "currency", currency: "GBP" })}.`;
  field.oninput = () => {
    const typed = field.value.replace(/[£,\s]/g, "");
    const sum = /^\d+(\.\d*)?$/.test(typed) && +typed;
    output.textContent = sum ? `${share(place.dataset.trust, sum)} ${share(place.dataset.council, sum)}` : "";
  };
  form.onsubmit = (event) => event.preventDefault();
  field.oninput();
})(document.getElementById("estimator"));
