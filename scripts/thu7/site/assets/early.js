(function (root) {
  "use strict";
  root.classList.add("t7-js");
  try {
    ["nen", "chu"].forEach(function (key) {
      var value = localStorage.getItem("t7-" + key);
      if (value) root.dataset[key] = value;
    });
  } catch (error) { /* a private window */ }
  document.addEventListener("DOMContentLoaded", function () {
    /* The law's clock only goes forward: a phone with a wrong date takes no warning away. */
    var told;
    document.querySelectorAll("[data-ngay]").forEach(function (note) {
      if (note.hidden && Date.parse(note.dataset.ngay + "T00:00+07:00") > Date.now()) return;
      if (told) told.hidden = true;
      note.hidden = false;
      told = note;
    });
  });
  /* The rest comes when the page stands: on a slow line the words are first. */
  addEventListener("load", function () {
    setTimeout(function () { document.body.appendChild(document.createElement("script")).src = root.dataset.js; }, 200);
  });
})(document.documentElement);
