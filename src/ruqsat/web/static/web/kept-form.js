// A form filled in on a phone, perhaps without a connection: every tap and every letter is kept on the device, and put
// back when the page is opened again. What the server shows is newer when it comes with answers of its own. The form's
// own words say that it is kept; without JavaScript the form works all the same.

const LEFT_OUT = "csrfmiddlewaretoken";

function fieldsOf(form) {
  return [...form.elements].filter((each) => each.name && each.name !== LEFT_OUT && each.type !== "hidden");
}

function keep(form, place) {
  const said = {};
  for (const field of fieldsOf(form)) {
    if (field.type !== "radio") {
      said[field.name] = field.value;
    } else if (field.checked) {
      said[field.name] = field.value;
    }
  }
  localStorage.setItem(place, JSON.stringify(said));
}

function putBack(form, place) {
  const said = JSON.parse(localStorage.getItem(place) ?? "{}");
  for (const field of fieldsOf(form)) {
    if (!(field.name in said)) {
      continue;
    }
    if (field.type === "radio") {
      field.checked = field.value === said[field.name];
    } else {
      field.value = said[field.name];
    }
  }
}

for (const form of document.querySelectorAll("form[data-kept]")) {
  const place = form.dataset.kept;
  if (!("keptNewer" in form.dataset)) {
    putBack(form, place);
  }
  keep(form, place);
  form.addEventListener("input", () => keep(form, place));
  for (const told of form.querySelectorAll("[data-kept-told]")) {
    told.hidden = false;
  }
}

for (const over of document.querySelectorAll("[data-kept-over]")) {
  localStorage.removeItem(over.dataset.keptOver);
}
