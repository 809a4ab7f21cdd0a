// “Giữ mọi bài trong máy”: the service worker keeps every guide; here stand how far it is, and how it ended.
// It comes when the button is pressed, and with the page once the reader has asked for all.
"use strict";
(function () {
  var button = document.querySelector("[data-khoa=giu]"), status = document.querySelector("[data-t7=giu]"), first = button.textContent, busy = false, PATIENCE = 20000;
  function kept(key) { try { return localStorage.getItem("t7-" + key) || ""; } catch (error) { return ""; } }
  function keep(key, value) { try { localStorage.setItem("t7-" + key, value); } catch (error) { /* a private window */ } }
  function say(text) { if (status.textContent !== text) status.textContent = text; }
  // Never disabled in fact: that would take the focus away from it, and send the keyboard back to the top.
  function work(on) { busy = on; button.setAttribute("aria-disabled", String(on)); }
  function offer(text) { button.textContent = text; button.hidden = false; }
  function count(said) { return said.have + " trên " + said.all + " bài"; }

  /** Ask the worker; it may tell of its progress before it has done. One that falls silent has failed. */
  function ask(question, told) {
    var channel = new MessageChannel(), waiting, ended = false;
    function end(said) { clearTimeout(waiting); if (!ended) { ended = true; told(said); } }
    function wait() { clearTimeout(waiting); waiting = setTimeout(end, PATIENCE, null); }
    channel.port1.onmessage = function (event) {
      if (ended) return;
      if (event.data.done) return end(event.data);
      wait();
      told(event.data);
    };
    wait();
    navigator.serviceWorker.ready.then(function (one) { one.active.postMessage(question, [channel.port2]); });
  }
  function show(said) {
    if (said && !said.done) return say("Đang giữ. Đã giữ " + count(said) + ".");
    work(false);
    if (said && said.well && said.have === said.all) {
      if (document.activeElement === button) { status.tabIndex = -1; status.focus(); }
      button.hidden = true;
      return say("Mọi bài đã ở trong máy: " + said.all + " bài. Khi không có mạng vẫn mở được.");
    }
    offer(said && said.have ? "Giữ tiếp" : first);
    if (!said) return say("Chưa giữ được. Có mạng thì bấm lại.");
    if (!said.well) return say("Chưa hết: mạng đứt, hoặc máy hết chỗ. Đã giữ " + count(said) + ". Có mạng thì bấm “Giữ tiếp”.");
    say((said.saves ? "Máy đang bật tiết kiệm dữ liệu nên không tự tải bản mới. " : "") + "Đã giữ " + count(said) + ". Bấm “Giữ tiếp” để đủ.");
  }
  function start() {
    if (busy) return;
    work(true);
    keep("giu", "1");
    say("Đang giữ…");
    // Some browsers clear away what a site keeps, unless it asks.
    if (navigator.storage && navigator.storage.persist) navigator.storage.persist().catch(function () {});
    ask({ keep: true, ward: kept("phuong") }, show);
  }
  button.addEventListener("click", start);
  if (kept("giu")) ask({ keep: false }, function (said) { if (said) show(said); });
  else start();
})();
