// The estimator and the worksheet of the cost page. Nothing is answered or refused before a button is pressed; nothing
// that is typed is kept or sent. The percentages stand in the page, where the build has put them from the ledger.
(() => {
  const LEAST = 1e3; // pounds: what is less or more is a slip, and no income of a school
  const MOST = 1e8;
  const SCALES = { "": 1, k: 1e3, thousand: 1e3, m: 1e6, million: 1e6 };
  const SUM = /^£?(\d+|\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+)(\.\d+)? ?(k|m|thousand|million)?$/i;
  const EXAMPLE = "such as 250,000 or 1.25m.";

  const pounds = (pence) =>
    "£" + (pence / 100).toLocaleString("en-GB", { minimumFractionDigits: pence % 100 ? 2 : 0, maximumFractionDigits: 2 });

  // Returns { pence } or { error } for what was typed.
  const read = (typed, least, most) => {
    const text = typed.replace(/\s+/g, " ").trim().replace(/^£ /, "£");
    const found = SUM.exec(text);
    if (!text) return { error: "Type a sum in pounds, " + EXAMPLE };
    if (/^[-−–(]|£ ?[-−–]/.test(text)) return { error: "A sum below zero has no share. Type it without a minus sign, " + EXAMPLE };
    const scale = found && SCALES[(found[3] || "").toLowerCase()];
    const isUnclear = found ? found[2]?.length > 3 && scale == 1 : /^£?\d[\d., ]*$/.test(text);
    if (isUnclear)
      return { error: `"${text}" can be read in two ways. Type commas between thousands and a point before pence, as in 250,000.00.` };
    if (!found) return { error: `"${text}" is not a sum that can be worked with. Type figures, ${EXAMPLE}` };
    const pence = Math.round(found[1].replace(/[ ,]/g, "") * scale * 100 + (found[2] || 0) * scale * 100);
    if (pence < least * 100)
      return { error: `${pounds(pence)} is less than a school's income in a year. For thousands type a k, as in 250k.` };
    if (pence > most * 100)
      return { error: `That is more than ${pounds(most * 100)}. Type the income of one school in one year, ${EXAMPLE}` };
    return { pence };
  };

  // Puts an error beside its field, or takes it away again.
  const mark = (field, place, hint, error) => {
    place.hidden = !error;
    place.textContent = error ? "Error: " + error : "";
    field.setAttribute("aria-describedby", [error && place.id, hint].filter(Boolean).join(" "));
    if (error) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
  };

  const estimate = (form) => {
    const field = form.querySelector("input");
    const output = form.querySelector("output");
    const shares = [...document.querySelectorAll("[data-figure]")].map((node) => node.dataset.figure);
    form.hidden = false;
    form.onsubmit = (event) => {
      event.preventDefault();
      const { pence, error } = read(field.value, LEAST, MOST);
      mark(field, document.getElementById("income-error"), "income-hint", error);
      output.textContent = "";
      if (error) return field.focus();
      const told = shares.map((percent) => {
        const hundredths = Math.round(parseFloat(percent) * 100);
        return `${percent} is ${pounds(Math.round((pence * hundredths) / 1e6) * 100)}`;
      });
      const answer = `Of ${pounds(pence)}, ${told.join(" and ")}. They compare only if both are shares of the same income.`;
      output.textContent = answer;
    };
  };

  const addUp = (table) => {
    const [form, button, output] = ["form", "button", "output"].map((name) => document.createElement(name));
    const head = table.querySelector("thead th:nth-child(2)").textContent.trim();
    const lines = [...table.querySelectorAll("tbody tr")].map((row, number) => {
      const [field, place] = ["input", "p"].map((name) => document.createElement(name));
      const name = row.querySelector("th").textContent.trim();
      const cell = row.querySelector("td");
      const label = cell.querySelector(".t-label");
      Object.assign(field, { type: "text", inputMode: "decimal", autocomplete: "off" });
      field.setAttribute("aria-label", `${name}: ${head}, in pounds`);
      Object.assign(place, { id: `sum-error-${number}`, className: "t-error", hidden: true });
      cell.replaceChildren(...[label, place, field].filter(Boolean));
      return { field, place, name };
    });
    form.className = "t-worksheet";
    form.noValidate = true;
    form.setAttribute("aria-labelledby", table.getAttribute("aria-labelledby"));
    button.textContent = "Add up";
    table.replaceWith(form);
    form.append(table, button, output);
    form.onsubmit = (event) => {
      event.preventDefault();
      output.textContent = "";
      let [total, filled, wrong] = [0, 0, null];
      for (const { field, place } of lines) {
        const { pence, error } = field.value.trim() ? read(field.value, 0, MOST) : { pence: 0 };
        mark(field, place, "", error);
        if (error) wrong ??= field;
        else if (field.value.trim()) [total, filled] = [total + pence, filled + 1];
      }
      if (wrong) return wrong.focus();
      if (!filled) {
        mark(lines[0].field, lines[0].place, "", "Type at least one sum in pounds, such as 12,000.");
        return lines[0].field.focus();
      }
      const unfilled = lines.length - filled;
      output.textContent =
        `In all ${pounds(total)} a year, from ${filled} of ${lines.length} lines.` + (unfilled ? " Empty lines count as nothing." : "");
    };
  };

  const form = document.querySelector(".t-estimator");
  const table = document.querySelector("table[aria-labelledby=what-you-pay]");
  if (form) estimate(form);
  if (table) addUp(table);
})();
