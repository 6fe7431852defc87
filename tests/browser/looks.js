// What tests look for in a page: each function returns what is wrong, as the beginning of its HTML.

// What makes the page wider than the window, or sticks out of it.
const sideways = () => {
    const wide = document.scrollingElement.scrollWidth > innerWidth ? ["the page"] : [];
    const parts = [...document.querySelectorAll("body *")].filter(e => {
        const box = e.getBoundingClientRect(), style = getComputedStyle(e);
        return box.width > 1 && (box.right > innerWidth + 1 || box.left < -1) && e.textContent.trim()
            && style.visibility == "visible" && style.clipPath == "none"
            && !e.closest(".t-unseen, .t-scroll, pre, thead, .t-link-cards");
    });
    return wide.concat(parts.map(e => e.outerHTML.slice(0, 90)));
};

// Elements whose words are cut off by their own box.
const clipped = () => [...document.querySelectorAll("body *")].filter(e => {
    const style = getComputedStyle(e);
    return e.innerText && style.overflowX != "visible" && e.clientWidth > 1 && style.visibility == "visible"
        && !e.closest(".t-unseen, thead, .t-scroll, pre, .t-skip, .t-band, .t-section-menu, .t-search-link")
        && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1);
}).map(e => e.outerHTML.slice(0, 90));

// Pairs of controls and words in the head that lie over each other.
const overlapping = () => {
    const parts = [...document.querySelectorAll(".t-header > *, .t-sections a")].filter(e => {
        const box = e.getBoundingClientRect();
        return box.width > 1 && box.height > 1 && !e.matches(".t-unseen, .t-sections, .t-menu");
    });
    const over = (a, b) => {
        const x = a.getBoundingClientRect(), y = b.getBoundingClientRect();
        return x.left < y.right - 1 && y.left < x.right - 1 && x.top < y.bottom - 1 && y.top < x.bottom - 1;
    };
    return parts.flatMap((a, n) => parts.slice(n + 1).filter(b => over(a, b))
        .map(b => [a.outerHTML.slice(0, 60), b.outerHTML.slice(0, 60)]));
};

// Tables without a name, or without heads for their rows and columns.
const nameless = () => [...document.querySelectorAll("table")].filter(t => !(
    (document.getElementById(t.getAttribute("aria-labelledby"))?.textContent || t.caption)
    && [...t.querySelectorAll("tbody tr")].every(r => r.querySelector("th[scope=row]"))
    && [...t.querySelectorAll("thead th")].every(h => h.scope == "col" && h.textContent.trim())
)).map(t => t.outerHTML.slice(0, 90));

// Furniture that is shown, text that is not black, a link to another site that does not show its address.
const unprinted = () => {
    const all = selector => [...document.querySelectorAll(selector)];
    const furniture = ".t-sections, .t-find, .t-menu, .t-pagination, .t-footer, body:not(.t-paper) .t-section-menu";
    return [
        ...all(furniture).filter(e => e.checkVisibility({visibilityProperty: true})),
        ...all("main :is(h1, h2, p, li, td, th, a)").filter(e => e.checkVisibility()
            && getComputedStyle(e).color != "rgb(0, 0, 0)"),
        ...all("body").filter(e => getComputedStyle(e).backgroundColor != "rgb(255, 255, 255)"),
        ...all(":is(.t-band, .t-text) a[href^=http]").filter(a =>
            getComputedStyle(a, "::after").content != `" (${a.getAttribute("href")})"`),
    ].map(e => e.outerHTML.slice(0, 90));
};

// Elements whose text has the colour of what is behind it.
const unseen = () => {
    const parse = c => c.match(/[\d.]+/g).map(Number);
    const ground = e => {
        for (; e; e = e.parentElement) {
            const c = parse(getComputedStyle(e).backgroundColor);
            if (c.length < 4 || c[3] > 0) return c.slice(0, 3).join();
        }
        return "255,255,255";
    };
    return [...document.querySelectorAll("body *")].filter(e => {
        const style = getComputedStyle(e);
        return e.checkVisibility({visibilityProperty: true})
            && [...e.childNodes].some(n => n.nodeType == 3 && n.data.trim())
            && parse(e instanceof SVGElement ? style.fill : style.color).slice(0, 3).join() == ground(e);
    }).map(e => e.outerHTML.slice(0, 90));
};

// Headings that run on in a line, or that are followed by an empty one.
const loose = () => [...document.querySelectorAll("main :is(h1, h2, h3, h4)")].filter(h => {
    const range = document.createRange(), style = getComputedStyle(h);
    range.selectNodeContents(h);
    const text = Math.max(...[...range.getClientRects()].map(r => r.bottom));
    const bottom = h.getBoundingClientRect().bottom - parseFloat(style.paddingBlockEnd);
    return style.display == "inline" || bottom - text > parseFloat(style.lineHeight) / 2;
}).map(h => h.outerHTML);

// Rows of blocks side by side whose heads begin at different heights.
const uneven = () => [...document.querySelectorAll(".t-columns, .t-helps > ul, .t-schools tbody")].filter(row => {
    const rows = new Map();
    for (const block of row.children) {
        const head = block.querySelector("h2, h3, strong, th");
        const top = Math.round(block.getBoundingClientRect().top);
        rows.set(top, [...(rows.get(top) || []), Math.round(head.getBoundingClientRect().top)]);
    }
    return [...rows.values()].some(tops => new Set(tops).size > 1);
}).map(row => row.outerHTML.slice(0, 90));

// What has the focus, unless it is on the screen and has two rings, of which one stands out.
const unringed = () => {
    const e = document.activeElement, box = e.getBoundingClientRect(), style = getComputedStyle(e);
    const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    const isShown = box.width > 0 && box.bottom > 0 && box.top < innerHeight
        && (!top || e.contains(top) || top.contains(e) || e.closest("li")?.contains(top));
    const isRinged = parseFloat(style.outlineWidth) >= 3 && style.outlineStyle == "solid" && style.boxShadow.includes("7px");
    return isShown && isRinged ? [] : [e.outerHTML.slice(0, 60)];
};

// Sections of the menu that are current, or bold, or have a bar, and not all of it.
const unmarked = () => [...document.querySelectorAll(".t-sections a")].filter(a => {
    const style = getComputedStyle(a);
    return new Set([a.hasAttribute("aria-current"), style.fontWeight > 600, parseFloat(style.borderBlockEndWidth) > 0]).size > 1;
}).map(a => a.outerHTML);

// Cells to write in that have no line.
const lineless = () => [...document.querySelectorAll("td.t-blank")].filter(cell => {
    const line = getComputedStyle(cell, "::after");
    return !(parseFloat(line.inlineSize) > 40 && parseFloat(line.borderBlockEndWidth) > 0);
}).map(cell => cell.outerHTML);

// Keep in `heard` what is spoken from now on, and at the body how often.
const listen = () => {
    window.heard = [];
    new MutationObserver(changes => changes.flatMap(change => [...change.addedNodes])
        .filter(node => node.parentNode?.closest("output, [role=status]"))
        .forEach(node => { document.body.dataset.heard = heard.push(node.textContent); }))
        .observe(document.body, {childList: true, subtree: true});
};
