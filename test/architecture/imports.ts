/** The rules of the house, as a function over source files: which floor may import which, and what protocol may not touch. */

/** Sources by their path below `src/`, e.g. `protocol/form.ts`. */
export type Sources = Readonly<Record<string, string>>;

const TO_REASONS = ["reasons", "specs"];
const TO_STANDARD = ["standard", ...TO_REASONS];
const TO_LIBRARIES = ["libraries", ...TO_STANDARD];
const TO_PROTOCOL = ["protocol", ...TO_REASONS];
const TO_PORTS = ["ports", ...TO_PROTOCOL];
const TO_PAGES = ["admin", "pages", "render", "service", "configuration", "standard", ...TO_PORTS];

/** What each floor may import, apart from itself. `*` is everything. */
const FLOORS: Readonly<Record<string, readonly string[] | "*">> = {
  specs: [],
  version: [],
  client: [],
  "admin-client": [],
  "scopes-audit": ["protocol", "render", ...TO_REASONS],
  reasons: ["specs"],
  standard: ["specs"],
  libraries: ["reasons"],
  protocol: TO_REASONS,
  ports: TO_PROTOCOL,
  admin: ["configuration", "render", ...TO_PORTS],
  service: ["admin", "render", "standard", ...TO_PORTS],
  resource: ["render", "service", ...TO_PROTOCOL],
  adapters: ["version", ...TO_PORTS],
  configuration: TO_PORTS,
  declared: ["configuration", "render", ...TO_PORTS],
  importing: ["configuration", "declared", "exporting", ...TO_PORTS],
  exporting: ["configuration", ...TO_PORTS],
  pages: ["render", ...TO_LIBRARIES],
  render: TO_LIBRARIES,
  doctor: ["protocol", "render", ...TO_STANDARD],
  requirements: ["specs"],
  checker: ["requirements", "render", ...TO_REASONS],
  watch: ["checker", "doctor", "http", "pages", "render", ...TO_STANDARD, "version"],
  browser: ["doctor", "pages", "render", ...TO_STANDARD],
  mcp: ["checker", "doctor", "mock", "render", "watch", ...TO_STANDARD, "version"],
  site: ["doctor", "pages", "render", ...TO_STANDARD],
  http: TO_PAGES,
  running: ["http", "configuration", "service", ...TO_PORTS],
  demo: ["http", "declared", "resource", "version", ...TO_PAGES],
  cli: "*",
  mock: "*",
  compose: "*",
  index: "*",
};

/** Imported for their types only. */
const TYPES_ONLY: Readonly<Record<string, readonly string[]>> = { pages: ["protocol"] };

const IMPORT =
  /^\s*(?:import|export)\b(?<what>[^"';=]*?)(?:\bfrom\s*)?["'](?<from>[^"']+)["']|\bimport\(\s*["'](?<later>[^"']+)["']/gm;

interface Import {
  readonly from: string;
  readonly typesOnly: boolean;
}

function importsOf(source: string): Import[] {
  return [...source.matchAll(IMPORT)].map(({ groups }) => ({
    from: groups?.from ?? groups?.later ?? "",
    typesOnly: /^\s*type\b/.test(groups?.what ?? ""),
  }));
}

const floorOf = (path: string): string => path.split("/", 1)[0]?.replace(/\.tsx?$/, "") ?? "";

/** Where a relative import of a file leads, below `src/`. */
function resolve(path: string, from: string): string {
  return new URL(from, `file:///${path}`).pathname.slice(1);
}

function* importFaults(path: string, source: string): Generator<string> {
  const floor = floorOf(path);
  const allowed = FLOORS[floor];
  if (allowed === undefined) yield `${path}: ${floor} is no floor`;
  for (const { from, typesOnly } of importsOf(source)) {
    if (["client", "admin-client"].includes(floor) && !from.startsWith("."))
      yield `${path}: ${floor} may not import ${from}`;
    if (!from.startsWith(".")) continue;
    const to = floorOf(resolve(path, from));
    if (to === floor || allowed === "*") continue;
    const permitted = allowed?.includes(to) || (typesOnly && TYPES_ONLY[floor]?.includes(to));
    if (!permitted) yield `${path}: ${floor} may not import ${to}`;
  }
}

/** Replay knows no endpoint and no grant type: what it asks of a decision, the decision says itself. */
function* replayFaults(path: string, source: string): Generator<string> {
  if (!path.startsWith("protocol/replay/")) return;
  for (const { from } of importsOf(source)) {
    const [floor, folder, file] = from.startsWith(".") ? resolve(path, from).split("/") : [];
    if (floor === "protocol" && file !== undefined && folder !== "replay" && folder !== "scope")
      yield `${path}: replay may not import ${folder}`;
  }
  if (/\bdecision\s*[!=]==/.test(source)) yield `${path}: asks which decision it is`;
}

/** Decisions are pure: nothing of the outside, no clock, no dice. Hashing is a function like any other. */
function* impurities(path: string, source: string): Generator<string> {
  if (!["protocol", "reasons", "standard", "specs"].includes(floorOf(path))) return;
  for (const { from } of importsOf(source)) {
    if (from.startsWith("node:") && from !== "node:crypto") yield `${path}: imports ${from}`;
    if (from === "fastify" || from.startsWith("@fastify/")) yield `${path}: imports ${from}`;
  }
  const code = source.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, "");
  const calls =
    /\bDate\.now\b|\bMath\.random\b|\bnew Date\(\s*\)|\bperformance\b|\brandom(?:Bytes|UUID|Fill\w*)\b|\bprocess\.|\bawait\b|\bfetch\(/g;
  for (const [call] of code.matchAll(calls)) yield `${path}: ${call} in a pure decision`;
}

/** What runs in a browser too: of Node nothing at all, not even hashing, nor in what it imports from other floors. */
function* ofNode(sources: Sources): Generator<string> {
  const reached = new Set(Object.keys(sources).filter((path) => ["browser", "doctor"].includes(floorOf(path))));
  for (const path of reached) {
    const source = sources[path] ?? "";
    const floor = floorOf(path);
    const by = ["browser", "doctor"].includes(floor) ? "" : ", and the doctor needs it";
    for (const { from, typesOnly } of importsOf(source)) {
      if (typesOnly) continue;
      if (from.startsWith("node:")) yield `${path}: imports ${from}${by}`;
      const to = resolve(path, from);
      if (from.startsWith(".") && to in sources) reached.add(to);
    }
    const code = source.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, "");
    for (const [name] of code.matchAll(
      /\bBuffer\.|\bDate\.now\b|\bprocess\.(?:env|argv|std)|\bnew Date\(\s*\)|\bMath\.random\b/g,
    )) {
      // The page has a clock, and gives the time to the doctor.
      if (floor === "browser" && name === "Date.now") continue;
      yield `${path}: ${name} in a browser${by}`;
    }
  }
}

/** Files that import each other, also by way of others, and if only for their types: none can be read, or moved, without the rest. */
function* circles(sources: Sources): Generator<string> {
  const imports = new Map(
    Object.entries(sources).map(([path, source]) => [
      path,
      importsOf(source)
        .filter(({ from }) => from.startsWith("."))
        .map(({ from }) => resolve(path, from))
        .filter((to) => to in sources),
    ]),
  );
  const done = new Set<string>();
  const walk = function* (path: string, way: readonly string[]): Generator<string> {
    const start = way.indexOf(path);
    if (start !== -1) yield `${path}: a circle of imports: ${[...way.slice(start), path].join(" > ")}`;
    if (start !== -1 || done.has(path)) return;
    for (const to of imports.get(path) ?? []) yield* walk(to, [...way, path]);
    done.add(path);
  };
  for (const path of imports.keys()) yield* walk(path, []);
}

const MAX_LINES = 300;
const VAGUE = /(?:^|\/)(?:utils?|helpers?|common|types|misc)(?:\.tsx?$|\/)/;

/** Every breach of the rules, each as `path: what`. */
export function faultsOf(sources: Sources): string[] {
  const alone = Object.entries(sources).flatMap(([path, source]) => [
    ...importFaults(path, source),
    ...replayFaults(path, source),
    ...impurities(path, source),
    ...(VAGUE.test(path) ? [`${path}: a name that says nothing`] : []),
    ...(source.split("\n").length > MAX_LINES + 1 &&
    !path.includes("/generated/") &&
    !source.startsWith("/** Which reasons each check can refuse with, by its question and its section. Generated")
      ? [`${path}: more than ${MAX_LINES} lines`]
      : []),
  ]);
  return [...alone, ...ofNode(sources), ...circles(sources)];
}
