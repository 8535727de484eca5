/* Makes elements. Texts of users become text nodes, never HTML. */

/** Makes an element; `on…` attributes are listeners, null children are left out. */
function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.flat(Infinity).filter(child => child !== null && child !== undefined));
  return made;
}

const soft = (...children) => element("p", {class: "soft small"}, ...children);

/** A section with a heading that links lead to. */
function section(id, title, ...children) {
  return element("section", {id}, element("h2", {}, title), ...children);
}

function head(...titles) {
  return element("thead", {}, element("tr", {}, titles.map(title => element("th", {scope: "col"}, title))));
}

/** A cell that shows the title of its column on narrow screens, where rows are cards. */
function cell(title, ...children) {
  return element("td", {"data-title": title}, element("div", {}, ...children));
}

/** A method with its colour. */
function methodName(report, name) {
  const look = report.look(name);
  return element("span", {class: "method"}, swatch(look), element("span", {}, breakable(name)), report.oracles.has(name) ? element("span", {class: "tag"}, "oracle") : null);
}

/** A method's expression with breaks before its parts and keys. */
function breakable(name) {
  return name.split(/(?=[+(,])/).map((piece, i) => i === 0 ? piece : [element("wbr"), piece]);
}

function swatch({css, dash}) {
  const style = dash === "solid" ? "solid" : dash === "dotted" ? "dotted" : "dashed";
  return element("i", {class: "swatch", style: `border-top:3px ${style} ${css}`});
}

/** A list to choose from. */
function choice(label, options, chosen, onchange) {
  const select = element("select", {onchange: event => onchange(event.target.value)},
    options.map(([value, text]) => element("option", {value, selected: value === chosen}, shortened(text, 60))));
  return element("label", {class: "choice"}, `${label} `, select);
}
