// Browser engines as one thing: open, look, tap, type, photograph. Old Chromium by the DevTools protocol, Firefox by BiDi,
// WebKit by WebDriver; each by the library that is kept for it.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import CDP from "chrome-remote-interface";

const HERE = new URL("../../", import.meta.url).pathname;
const OLD = (name) => join(HERE, ".engines", name, "chromium");
const FIRST = (...paths) => paths.find((path) => existsSync(path)) || "";
/** What each engine stands for is in the README of this folder; `program` is empty where it is not there. */
export const ENGINES = {
  "chromium-72": { program: () => FIRST(OLD("chromium-72")), start: chromium },
  "chromium-80": { program: () => FIRST(OLD("chromium-80")), start: chromium },
  "chromium-88": { program: () => FIRST(OLD("chromium-88")), start: chromium },
  chromium: { program: () => FIRST("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"), start: chromium },
  firefox: { program: () => FIRST("/usr/bin/firefox-esr", "/usr/bin/firefox"), start: firefox },
  webkit: { program: () => (existsSync("/usr/bin/WebKitWebDriver") && existsSync("/usr/bin/Xvfb") ? "/usr/bin/WebKitWebDriver" : ""), start: webkit },
};
const WIDTH = 360, HEIGHT = 740;
export const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

async function chromium(program) {
  const folder = mkdtempSync(join(tmpdir(), "t7-"));
  const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars", "--no-first-run", "--disable-background-networking", "--remote-debugging-port=0", `--user-data-dir=${folder}`];
  // What is packed for servers without a desktop runs in one process only.
  if (program.includes(".engines")) flags.push("--single-process", "--no-zygote");
  const child = spawn(program, [...flags, "about:blank"], { stdio: ["ignore", "ignore", "pipe"] });
  process.once("exit", () => child.kill("SIGKILL"));
  const port = await new Promise((done, failed) => {
    let said = "";
    child.stderr.on("data", (data) => {
      said += data;
      const found = /DevTools listening on ws:\/\/[^:]+:(\d+)\//.exec(said);
      if (found) done(Number(found[1]));
    });
    child.on("exit", () => failed(new Error(`${program} ended: ${said.slice(-500)}`)));
  });
  // It listens a moment before it has its first page.
  let client = null;
  for (let tries = 0; !client; tries++) {
    client = await CDP({ port, local: true }).catch((error) => { if (tries > 50) throw error; return pause(100); });
  }
  const { Emulation, Input, Log, Page, Runtime } = client, errors = [];
  await Promise.all([Page.enable(), Runtime.enable(), Log.enable()]);
  await Emulation.setDeviceMetricsOverride({ width: WIDTH, height: HEIGHT, deviceScaleFactor: 1, mobile: false });
  Runtime.exceptionThrown(({ exceptionDetails: told }) => errors.push((told.exception && told.exception.description) || told.text));
  Runtime.consoleAPICalled(({ type, args }) => { if (type === "error") errors.push(args.map((one) => one.value || one.description).join(" ")); });
  Log.entryAdded(({ entry }) => { if (entry.level === "error") errors.push(`${entry.text} ${entry.url || ""}`); });
  const look = async (expression) => {
    const { result, exceptionDetails } = await Runtime.evaluate({ expression, awaitPromise: true, returnByValue: true });
    if (exceptionDetails) throw new Error((exceptionDetails.exception && exceptionDetails.exception.description) || exceptionDetails.text);
    return result.value;
  };
  return {
    errors,
    look,
    async open(url) {
      const loaded = Page.loadEventFired();
      await Page.navigate({ url });
      await Promise.race([loaded, pause(8000)]);
    },
    async tapAt(x, y) {
      for (const type of ["mousePressed", "mouseReleased"]) await Input.dispatchMouseEvent({ type, x, y, button: "left", clickCount: 1 });
    },
    async type(text) {
      for (const letter of text) {
        await Input.dispatchKeyEvent({ type: "keyDown", text: letter, key: letter });
        await Input.dispatchKeyEvent({ type: "keyUp", key: letter });
        await pause(40);
      }
    },
    async photograph(path) {
      const { data } = await Page.captureScreenshot({ format: "png" });
      writeFileSync(path, Buffer.from(data, "base64"));
    },
    kill: () => child.kill("SIGKILL"),
    async close() {
      await client.close().catch(() => {});
      const gone = new Promise((done) => child.once("exit", done));
      child.kill("SIGKILL");
      await gone;
      // Its children end a moment later, and still write: what they leave is the machine's to clear.
      try { rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 }); } catch (error) { /* left */ }
    },
  };
}

async function firefox(program) {
  const { default: puppeteer } = await import("puppeteer-core");
  const browser = await puppeteer.launch({ browser: "firefox", executablePath: program, headless: true });
  const page = await browser.newPage(), errors = [];
  await page.setViewport({ width: WIDTH, height: HEIGHT });
  page.on("pageerror", (error) => errors.push(String(error.message)));
  page.on("console", (line) => { if (line.type() === "error") errors.push(line.text()); });
  return {
    errors,
    look: (expression) => page.evaluate(expression),
    // Behind a step back, BiDi does not always tell of the next page's load: what the page shows is what counts.
    open: (url) => Promise.race([page.goto(url, { waitUntil: "load", timeout: 15000 }).catch(() => {}), pause(5000)]),
    tapAt: (x, y) => page.mouse.click(x, y),
    type: (text) => page.keyboard.type(text, { delay: 40 }),
    photograph: (path) => page.screenshot({ path }),
    kill: () => browser.process().kill("SIGKILL"),
    close: () => browser.close(),
  };
}

async function webkit(program) {
  const { default: selenium } = await import("selenium-webdriver");
  const display = `:${90 + (process.pid % 400)}`;
  const screen = spawn("Xvfb", [display, "-screen", "0", "360x800x24", "-nolisten", "tcp"], { stdio: "ignore" });
  await pause(800);
  const port = 20000 + (process.pid % 20000);
  const driver = spawn(program, [`--port=${port}`], { stdio: "ignore", env: { ...process.env, DISPLAY: display, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1" } });
  await pause(800);
  const browser = FIRST("/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser", "/usr/lib/aarch64-linux-gnu/webkit2gtk-4.1/MiniBrowser");
  const wanted = new selenium.Capabilities({ browserName: "MiniBrowser", "webkitgtk:browserOptions": { binary: browser, args: ["--automation"] } });
  const session = await new selenium.Builder().usingServer(`http://127.0.0.1:${port}`).withCapabilities(wanted).build();
  await session.manage().window().setRect({ width: WIDTH, height: HEIGHT + 60 });
  const errors = [];
  return {
    errors,
    // WebDriver has no console: what goes wrong is gathered in the page from its first script on.
    look: (expression) => session.executeAsyncScript(`const done = arguments[0]; Promise.resolve().then(() => (${expression})).then(done, (error) => done("threw " + error));`),
    open: (url) => session.get(url),
    tapAt: (x, y) => session.actions().move({ x: Math.round(x), y: Math.round(y), origin: selenium.Origin.VIEWPORT }).press().release().perform(),
    async type(text) {
      for (const letter of text) { await session.actions().sendKeys(letter).perform(); await pause(40); }
    },
    async photograph(path) { writeFileSync(path, Buffer.from(await session.takeScreenshot(), "base64")); },
    kill: () => [driver, screen].forEach((one) => one.kill("SIGKILL")),
    async close() {
      await session.quit().catch(() => {});
      driver.kill("SIGKILL");
      screen.kill("SIGKILL");
    },
  };
}
