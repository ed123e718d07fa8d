// node:fs, where paths like candor:/dist/pages/candor.css are files inside the executable.
import * as fs from "node:fs";

export * from "node:fs";

const { file, has, names } = globalThis[Symbol.for("candor.executable")];

/** The name of a file inside. `undefined` for any other path. */
const inside = (path) => (path instanceof URL && path.protocol === "candor:" ? path.pathname.slice(1) : undefined);

export function existsSync(path) {
  const name = inside(path);
  return name === undefined ? fs.existsSync(path) : has(name);
}

export function readFileSync(path, options) {
  const name = inside(path);
  if (name === undefined) return fs.readFileSync(path, options);
  const content = file(name);
  if (content === undefined) throw Object.assign(new Error(`${name} isn't in the executable`), { code: "ENOENT" });
  const encoding = typeof options === "string" ? options : options?.encoding;
  return encoding ? content.toString(encoding) : content;
}

export function readdirSync(path, options) {
  const folder = inside(path);
  if (folder === undefined) return fs.readdirSync(path, options);
  const rests = [...names].filter((name) => name.startsWith(folder)).map((name) => name.slice(folder.length));
  return rests.filter((rest) => !rest.includes("/"));
}
