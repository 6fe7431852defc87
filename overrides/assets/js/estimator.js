// The estimator and the worksheet of the cost page. Nothing is answered or refused before a button is pressed; nothing
// that is typed is kept or sent. The percentages stand in the page, where the build has put them from the ledger.
(() => {
  const INCOME = { least: 1e3, most: 1e8, what: "the income of one school in one year" }; // pounds: the rest are slips
  const PAYMENT = { least: 0, most: 1e8, what: "what one school pays in one year" };
  const SUM = /^£?(\d*|\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+)(\.\d+)? ?(k|m|mn|thousand|million)?$/i;
  const DICTATED = /\bgbp\b|\bpounds?\b|(?:\/|\b(?:a|per) )year\b|[.\s]+$/gi; // said or written around a sum
  const EXAMPLE = "such as 250,000 or 1.25m.";
  const FIELD = `<input type="text" inputmode="decimal" autocomplete="off"`;

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

  // Reads the fields of a form at its button. Each error stands beside its field, and the first has the focus; then the
  // answer is said. A field that is empty is asked for only if all are.
  const answerAt = (form, limits, answer) => {
    const [fields, places, [output]] = ["input", ".t-error", "output"].map((part) => [...form.querySelectorAll(part)]);
    form.onsubmit = (event) => {
      event.preventDefault();
      const filled = fields.filter(({ value }) => value.trim());
      const asked = filled.length ? filled : [fields[0]];
      const sums = fields.map((field) => (asked.includes(field) ? read(field.value, limits) : {}));
      sums.forEach(({ error }, at) => {
        fields[at].ariaInvalid = Boolean(error);
        say(places[at], error ? `Error: ${error}` : "");
      });
      fields.find((_, at) => sums[at].error)?.focus();
      say(output, answer(sums));
    };
  };

  const estimate = (form) => {
    form.innerHTML = `<label for="income">Income, in pounds</label>
      <p id="income-hint">For example 250,000 or 1.25m.</p>
      <p id="income-error" class="t-error" role="status"></p>
      ${FIELD} id="income" aria-describedby="income-hint income-error">
      <button>Work out both shares</button>
      <output for="income"></output>`;
    form.hidden = false;
    answerAt(form, INCOME, ([{ pence, error }]) => {
      const share = (percent) => Math.round((pence * Math.round(parseFloat(percent) * 100)) / 1e6) * 100;
      const shares = Array.from(document.querySelectorAll("[data-ledger]"), ({ textContent }) => textContent);
      const answer = shares.map((percent) => `${percent} is ${pounds(share(percent))}`).join(" and ");
      return error ? "" : `Of ${pounds(pence)}, ${answer}. They compare only if both are shares of the same income.`;
    });
  };

  // Gives the second column of a table fields, and adds them up. Of its errors the first is spoken, with their number.
  const addUp = (table) => {
    const head = table.tHead.rows[0].cells[1].textContent.trim();
    const names = Array.from(table.tBodies[0].rows, ({ cells: [name, cell] }, at) => {
      cell.replaceChildren(...cell.querySelectorAll(".t-label"));
      cell.insertAdjacentHTML("beforeend", `<p id="sum-error-${at}" class="t-error"></p>
        ${FIELD} aria-describedby="sum-error-${at}">`);
      cell.lastChild.ariaLabel = `${name.textContent.trim()}: ${head}, in pounds`;
      return name.textContent.trim();
    });
    table.insertAdjacentHTML("afterend", `<form class="t-worksheet" aria-labelledby="what-you-pay" novalidate>
      <button>Add up</button><output></output></form>`);
    table.nextSibling.prepend(table);
    answerAt(table.parentElement, PAYMENT, (sums) => {
      const errors = sums.flatMap(({ error }, at) => (error ? `${names[at]}: ${error}` : []));
      const number = errors.length > 1 ? `${errors.length} lines need a look` : "1 line needs a look";
      if (errors.length) return `${number}. ${errors[0]}`;
      const filled = sums.flatMap(({ pence }) => pence ?? []);
      const total = pounds(filled.reduce((all, pence) => all + pence));
      const empty = filled.length < sums.length ? " Empty lines count as nothing." : "";
      return `In all ${total} a year, from ${filled.length} of ${sums.length} lines.${empty}`;
    });
  };

  const form = document.querySelector(".t-estimator");
  const table = document.querySelector("table[aria-labelledby=what-you-pay]");
  if (form) estimate(form);
  if (table) addUp(table);
})();
