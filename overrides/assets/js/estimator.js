// The estimator and the worksheet of the cost page. Nothing is answered or refused before a button is pressed; nothing
// that is typed is kept or sent. The percentages stand in the page, where the build has put them from the ledger.
(() => {
  const INCOME = { least: 1e3, most: 1e8, what: "the income of one school in one year" }; // pounds: the rest are slips
  const PAYMENT = { least: 0, most: 1e8, what: "what one school pays in one year" };
  const SCALES = { k: 1e3, thousand: 1e3, m: 1e6, mn: 1e6, million: 1e6 };
  const SUM = /^£?(\d*|\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+)(\.\d+)? ?(k|m|mn|thousand|million)?$/i;
  const DICTATED = /\bgbp\b|\bpounds?\b|(?:\/|\b(?:a|per) )year\b|[.\s]+$/gi; // said or written around a sum
  const EXAMPLE = "such as 250,000 or 1.25m.";
  const FORM = `<label for="income">Income, in pounds</label>
    <p id="income-hint">For example 250,000 or 1.25m.</p>
    <p id="income-error" class="t-error" role="status"></p>
    <input id="income" type="text" inputmode="decimal" autocomplete="off" aria-describedby="income-hint income-error">
    <button>Work out both shares</button>
    <output for="income"></output>`;

  const pounds = (pence) =>
    "£" + (pence / 100).toLocaleString("en-GB", { minimumFractionDigits: pence % 100 ? 2 : 0 });

  // Returns { pence } or { error } for what was typed, in words of its own form.
  const read = (typed, { least, most, what }) => {
    const text = typed.replace(DICTATED, "").replace(/\s+/g, " ").trim().replace(/^£ /, "£");
    const found = SUM.exec(text);
    const scale = SCALES[found?.[3]?.toLowerCase()] || 1;
    const isUnclear = found ? found[2]?.length > 3 && scale == 1 : /^£?\d[\d., ]*$/.test(text);
    const error = (words, remedy) => ({ error: `${words} ${remedy}` });
    if (!text) return error("Type a sum in pounds,", EXAMPLE);
    if (/^[-−–(]|£ ?[-−–]/.test(text)) return error("A sum here is not below zero. Type no minus sign,", EXAMPLE);
    if (isUnclear) return error(`"${text}" can be read in two ways. Type`, "250,000.00: commas, a point before pence.");
    if (!found || !(found[1] || found[2])) return error(`"${text}" is not a sum to work with. Type figures,`, EXAMPLE);
    const pence = Math.round((found[1].replace(/[ ,]/g, "") + (found[2] || "")) * scale * 100);
    if (pence < least * 100) return error(`${pounds(pence)} is less than ${what}.`, "For thousands type a k: 250k.");
    if (pence > most * 100) return error(`That is more than ${pounds(most * 100)}. Type ${what},`, EXAMPLE);
    return { pence };
  };

  // Puts words into a part that is spoken. It is emptied first, and seen empty, so that the same are spoken again; Orca
  // leaves out what is the last text to the letter, so a space that nobody sees or hears is added every other time.
  const say = (part, words) => {
    const again = words && part.textContent == words ? "\u00a0" : "";
    part.textContent = "";
    setTimeout(() => (part.textContent = words + again), 100);
  };
  const mark = (field, error) => field.setAttribute("aria-invalid", Boolean(error));

  const estimate = (form) => {
    const shares = [...document.querySelectorAll("[data-ledger]")].map((node) => node.textContent);
    form.innerHTML = FORM;
    form.hidden = false;
    const [place, field, output] = ["p[role]", "input", "output"].map((name) => form.querySelector(name));
    const answer = (pence) => {
      const hundredths = (percent) => Math.round(parseFloat(percent) * 100);
      const part = (percent) => `${percent} is ${pounds(Math.round((pence * hundredths(percent)) / 1e6) * 100)}`;
      const parts = shares.map(part).join(" and ");
      return `Of ${pounds(pence)}, ${parts}. They compare only if both are shares of the same income.`;
    };
    form.onsubmit = (event) => {
      event.preventDefault();
      const { pence, error } = read(field.value, INCOME);
      mark(field, error);
      say(place, error ? "Error: " + error : "");
      say(output, error ? "" : answer(pence));
      if (error) field.focus();
    };
  };

  // Gives the second column of a table fields, and adds them up. Of its errors the first is spoken, with their number.
  const addUp = (table) => {
    const [form, button, output] = ["form", "button", "output"].map((name) => document.createElement(name));
    const head = table.querySelector("thead th:nth-child(2)").textContent.trim();
    const lines = [...table.querySelectorAll("tbody tr")].map((row, number) => {
      const [name, cell] = [row.querySelector("th").textContent.trim(), row.querySelector("td")];
      const id = `sum-error-${number}`;
      cell.replaceChildren(...cell.querySelectorAll(".t-label"));
      cell.insertAdjacentHTML("beforeend", `<p id="${id}" class="t-error" hidden></p>
        <input type="text" inputmode="decimal" autocomplete="off" aria-describedby="${id}">`);
      const [place, field] = ["p", "input"].map((tag) => cell.querySelector(tag));
      field.setAttribute("aria-label", `${name}: ${head}, in pounds`);
      return { field, place, name };
    });
    Object.assign(form, { className: "t-worksheet", noValidate: true });
    form.setAttribute("aria-labelledby", table.getAttribute("aria-labelledby"));
    button.textContent = "Add up";
    table.replaceWith(form);
    form.append(table, button, output);
    form.onsubmit = (event) => {
      event.preventDefault();
      const filled = lines.filter(({ field }) => field.value.trim());
      const asked = filled.length ? filled : [lines[0]];
      const sums = asked.map((line) => ({ ...line, ...read(line.field.value, PAYMENT) }));
      const wrong = sums.filter(({ error }) => error);
      for (const { field, place } of lines) {
        const error = wrong.find((line) => line.field == field)?.error;
        mark(field, error);
        Object.assign(place, { hidden: !error, textContent: error ? "Error: " + error : "" });
      }
      wrong[0]?.field.focus();
      const number = wrong.length > 1 ? `${wrong.length} lines need a look` : "1 line needs a look";
      if (wrong.length) return say(output, `${number}. ${wrong[0].name}: ${wrong[0].error}`);
      const total = `In all ${pounds(sums.reduce((all, { pence }) => all + pence, 0))} a year`;
      const empty = filled.length < lines.length ? " Empty lines count as nothing." : "";
      say(output, `${total}, from ${filled.length} of ${lines.length} lines.${empty}`);
    };
  };

  const form = document.querySelector(".t-estimator");
  const table = document.querySelector("table[aria-labelledby=what-you-pay]");
  if (form) estimate(form);
  if (table) addUp(table);
})();
