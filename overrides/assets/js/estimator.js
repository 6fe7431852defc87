// The estimator and the worksheet of the cost page. Nothing is answered or refused before a button is pressed; nothing
// that is typed is kept or sent. The percentages stand in the page, where the build has put them from the ledger.
(() => {
  const INCOME = { least: 1e3, most: 1e8, what: "the income of one school in one year" }; // pounds: the rest are slips
  const PAYMENT = { least: 0, most: 1e8, what: "what one school pays in one year" };
  const SUM = /^£?(\d*|\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+)(\.\d+)? ?(k|m|mn|thousand|million)?$/i;
  const DICTATED = /\bgbp\b|\bpounds?\b|(?:\/|\b(?:a|per) )year\b|[.\s]+$/gi; // said or written around a sum
  const EXAMPLE = "such as 250,000 or 1.25m.";
  const FORM = `<label for="income">Income, in pounds</label>
    <p id="income-hint">For example 250,000 or 1.25m.</p>
    <p id="income-error" class="t-error" role="status"></p>
    <input type="text" inputmode="decimal" autocomplete="off" id="income" aria-describedby="income-hint income-error">
    <button>Work out both shares</button>
    <output for="income"></output>`;

  const pounds = (pence) => "£" + (pence / 100).toLocaleString("en-GB", { minimumFractionDigits: pence % 100 ? 2 : 0 });

  // Returns { pence } or { error } for what was typed, in words of its own form.
  const read = (typed, { least, most, what }) => {
    const text = typed.replace(DICTATED, "").replace(/\s+/g, " ").trim().replace(/^£ /, "£");
    const [found, whole, rest = "", unit = ""] = SUM.exec(text) ?? [];
    const scale = unit ? (/^m/i.test(unit) ? 1e6 : 1e3) : 1;
    const isUnclear = found ? rest[3] && scale == 1 : /^£?\d[\d., ]*$/.test(text);
    const error = (words, remedy = EXAMPLE) => ({ error: `${words} ${remedy}` });
    if (!text) return error("Type a sum in pounds,");
    if (/^[-−–(]|£ ?[-−–]/.test(text)) return error("A sum here is not below zero. Type no minus sign,");
    if (isUnclear) return error(`"${text}" can be read in two ways. Type`, "250,000.00: commas, a point before pence.");
    if (!whole && !rest) return error(`"${text}" is not a sum to work with. Type figures,`);
    const pence = Math.round((whole.replace(/[ ,]/g, "") + rest) * scale * 100);
    if (pence < least * 100) return error(`${pounds(pence)} is less than ${what}.`, "For thousands type a k: 250k.");
    if (pence > most * 100) return error(`That is more than ${pounds(most * 100)}. Type ${what},`);
    return { pence };
  };

  // Puts words into a part that is spoken. It is emptied first, and seen empty, so that the same are spoken again; Orca
  // leaves out what is the last text to the letter, so a space that nobody sees or hears is added every other time.
  const say = (part, words) => {
    const again = words && part.textContent == words ? "\u00a0" : "";
    part.textContent = "";
    setTimeout(() => (part.textContent = words + again), 100);
  };

  const estimate = (form) => {
    form.innerHTML = FORM;
    form.hidden = false;
    const [place, field, output] = form.querySelectorAll("[role], input, output");
    const answer = (pence) => {
      const share = (percent) => Math.round((pence * Math.round(parseFloat(percent) * 100)) / 1e6) * 100;
      const shares = Array.from(document.querySelectorAll("[data-ledger]"), ({ textContent }) => textContent);
      const parts = shares.map((percent) => `${percent} is ${pounds(share(percent))}`);
      return `Of ${pounds(pence)}, ${parts.join(" and ")}. They compare only if both are shares of the same income.`;
    };
    form.onsubmit = (event) => {
      event.preventDefault();
      const { pence, error } = read(field.value, INCOME);
      field.ariaInvalid = Boolean(error);
      say(place, error ? `Error: ${error}` : "");
      say(output, error ? "" : answer(pence));
      if (error) field.focus();
    };
  };

  // Gives the second column of a table fields, and adds them up. Of its errors the first is spoken, with their number.
  const addUp = (table) => {
    const form = Object.assign(document.createElement("form"), { className: "t-worksheet", noValidate: true });
    const head = table.querySelector("thead th:nth-child(2)").textContent.trim();
    form.setAttribute("aria-labelledby", table.getAttribute("aria-labelledby"));
    table.replaceWith(form);
    form.append(table);
    form.insertAdjacentHTML("beforeend", "<button>Add up</button><output></output>");
    const lines = [...table.tBodies[0].rows].map((row, number) => {
      const [name, cell] = [row.cells[0].textContent.trim(), row.cells[1]];
      cell.replaceChildren(...cell.querySelectorAll(".t-label"));
      cell.insertAdjacentHTML("beforeend", `<p id="sum-error-${number}" class="t-error" hidden></p>
        <input type="text" inputmode="decimal" autocomplete="off" aria-describedby="sum-error-${number}">`);
      const [place, field] = cell.querySelectorAll(".t-error, input");
      field.setAttribute("aria-label", `${name}: ${head}, in pounds`);
      return { field, place, name };
    });
    form.onsubmit = (event) => {
      event.preventDefault();
      const filled = lines.filter(({ field }) => field.value.trim());
      const asked = filled.length ? filled : [lines[0]];
      const sums = lines.map((line) => ({ ...line, ...(asked.includes(line) && read(line.field.value, PAYMENT)) }));
      for (const { field, place, error } of sums) {
        field.ariaInvalid = Boolean(error);
        Object.assign(place, { hidden: !error, textContent: `Error: ${error}` });
      }
      const [first, ...more] = sums.filter(({ error }) => error);
      first?.field.focus();
      const number = more.length ? `${more.length + 1} lines need a look` : "1 line needs a look";
      const total = pounds(sums.reduce((all, { pence = 0 }) => all + pence, 0));
      const empty = filled.length < lines.length ? " Empty lines count as nothing." : "";
      const answer = `In all ${total} a year, from ${filled.length} of ${lines.length} lines.${empty}`;
      say(form.lastChild, first ? `${number}. ${first.name}: ${first.error}` : answer);
    };
  };

  const form = document.querySelector(".t-estimator");
  const table = document.querySelector("table[aria-labelledby=what-you-pay]");
  if (form) estimate(form);
  if (table) addUp(table);
})();
