// What shipped scripts may use: what Safari 12 and Chromium 64 speak. Syntax and methods by eslint-plugin-es-x, what browsers
// bring besides by eslint-plugin-compat.
import compat from "eslint-plugin-compat";
import es from "eslint-plugin-es-x";

const GLOBALS = ["window", "document", "location", "navigator", "localStorage", "sessionStorage", "self", "caches", "fetch", "Worker",
  "URL", "URLSearchParams", "Response", "Request", "matchMedia", "history", "print", "prompt", "alert", "setTimeout", "clearTimeout",
  "speechSynthesis", "SpeechSynthesisUtterance", "HTMLDialogElement", "Event", "CustomEvent", "getComputedStyle", "addEventListener",
  "requestAnimationFrame", "importScripts", "postMessage", "onmessage", "thu7Ranker", "THU7_TEXTS", "THU7_BOX_STYLE", "console", "scrollTo", "Blob",
  "performance", "registration", "clients", "skipWaiting", "innerWidth", "AbortController", "MessageChannel",
  "thu7Box", "thu7Answer", "VERSION", "PARTS", "FIRST", "FOLLOWING", "POLICY", "EARLY", "ASSETS"]; // the last ones are put in when the site is made
// Arrays have methods of the same names, and a linter does not know which is which; nothing here makes an iterator of its own.
const ITERATORS = Object.keys(es.rules).filter((name) => name.startsWith("no-iterator-prototype-"));

export default [
  es.configs["flat/restrict-to-es2018"],
  compat.configs["flat/recommended"],
  {
    languageOptions: { ecmaVersion: 2018, sourceType: "script", globals: Object.fromEntries(GLOBALS.map((name) => [name, "readonly"])) },
    settings: { browsers: ["chrome 64", "safari 12", "ios_saf 12"], "es-x": { aggressive: true }, lintAllEsApis: true },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: { "no-undef": "error", "es-x/no-regexp-lookbehind-assertions": "error", ...Object.fromEntries(ITERATORS.map((name) => [`es-x/${name}`, "off"])) },
  },
];
