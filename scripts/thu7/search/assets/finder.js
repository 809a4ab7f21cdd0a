// The door to the ranker. A worker answers questions while the page stays free; a page opened from a folder, where browsers
// start no worker, calls it itself. THU7_TEXTS stands below in the published file.
var thu7Index;
function thu7Answer(question) {
  if (!thu7Index) thu7Index = thu7Ranker.create(THU7_TEXTS());
  return thu7Ranker.answer(thu7Index, question);
}
if (typeof document === "undefined") {
  self.onmessage = function (event) { self.postMessage(thu7Answer(event.data)); };
  // While the reader types their first word; a question that comes meanwhile is served in between.
  setTimeout(function () { thu7Answer(""); });
}
