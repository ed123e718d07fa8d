/** The script of the page /explain. Everything happens in the page, and its policy blocks all requests. Bundled by scripts/assets.mjs. */
import { buildView } from "../doctor/build-view.ts";
import { decodedJwt } from "../doctor/decoded.ts";
import { dialects } from "../doctor/dialects/index.ts";
import { type Diagnosis, explainMaterial } from "../doctor/explain.ts";
import { read } from "../doctor/read.ts";
import { refusalLinks } from "../doctor/refusal-links.ts";
import { toReport } from "../doctor/report.ts";
import { diagnosisToTerminal } from "../doctor/terminal.ts";
import { causeOf } from "../reasons/causes.ts";
import { type Part, page, part } from "./dom.ts";
import { contextOf, type Fields } from "./fields.ts";
import { fragmentOf, messageOf, type Reading, readingOf, shownOf } from "./reading.ts";
import { refusals } from "./refusals.ts";
import { asked, causes, type Pages, shared } from "./result.ts";
import { type Shown, shownIn } from "./shown.ts";
import { token } from "./token.ts";

declare const location: { readonly href: string; readonly hash: string };
declare function addEventListener(type: "hashchange", then: () => void): void;

const at = (id: string): Part | null => page.querySelector(`#${id}`);
const [input, output, said, waiting] = ["input", "answer", "said", "waiting"].map(at);
const FIELDS = ["provider", "client-type", "client-id", "redirect-uris", "scopes"] as const;
const pages: Pages = { before: output?.dataset.pages ?? "", after: output?.dataset.end ?? "" };

const WHAT_TO_PASTE =
  "The response with its error, the URL that the browser was sent back to, or the request, without its secrets.";

function fields(): Fields {
  const [provider = "", clientType = "", clientId = "", redirectUris = "", scopes = ""] = FIELDS.map(
    (id) => at(id)?.value ?? "",
  );
  return { provider, clientType, clientId, redirectUris, scopes };
}

function show(parts: readonly Part[], summary: string): void {
  output?.replaceChildren(...parts);
  if (said) said.textContent = summary;
}

function explainInput(): void {
  const text = input?.value ?? "";
  if (text.trim() === "") {
    show([], "");
    if (said) said.textContent = "Paste something first.";
    input?.focus();
    return;
  }
  const typed = fields();
  const now = Date.now();
  const material = read(text, contextOf(typed));
  const diagnosis = explainMaterial(material, now);
  const links = refusalLinks(text);
  const report = toReport(diagnosis);
  const found = withNamed(shownIn(report), links);
  const tokens = text.includes("ey") ? buildView(material).jwts.slice(0, 5) : [];
  const [best, ...others] = causes(found, pages);
  const parts = [...(best === undefined ? [] : [best]), ...refusals(links, output?.dataset.refusals), ...others];
  parts.push(...tokens.map((jwt, nth) => token(decodedJwt(jwt, now), nth)));
  if (found.length === 0) parts.unshift(nothing(diagnosis, tokens.length > 0));
  if (report.providers.length > 0) parts.push(part("p", "quiet", `Recognized: ${report.providers.join(", ")}`));
  parts.push(...asked(diagnosis.isOAuth ? report.asks : [WHAT_TO_PASTE]));
  if (found.length > 0) {
    const link = new URL(`#${fragmentOf(readingFor(found, typed))}`, location.href).href;
    parts.push(shared(link, diagnosisToTerminal(diagnosis, { colour: false })));
  }
  show(parts, found[0] === undefined ? "No cause found." : `Cause: ${found[0].title}`);
  output?.focus();
}

/** `error_uri` names its reason even where no response is around it. */
function withNamed(found: readonly Shown[], links: ReturnType<typeof refusalLinks>): readonly Shown[] {
  const named = links
    .flatMap(({ reason }) => reason ?? [])
    .filter((code) => !found.some(({ reason }) => reason === code));
  const shown = [...new Set(named)].map((reason): Shown => {
    const { title, cause, developer } = causeOf(reason);
    return { reason, title, fix: developer, evidence: [{ says: cause }] };
  });
  return [...shown, ...found];
}

function nothing({ isOAuth }: Diagnosis, hasToken: boolean): Part {
  if (hasToken) return part("p", "lead", "I cannot tell what failed from the token alone.");
  return part(
    "p",
    "lead",
    isOAuth ? "This is not enough to find the cause." : "I cannot tell. This does not look like OAuth.",
  );
}

function readingFor(found: readonly Shown[], { provider, clientType }: Fields): Reading {
  return {
    causes: found.map(({ reason, fix, rule = "", likelihood = "certain" }) => {
      const message = messageOf({ reason, fix, rule });
      return { reason: reason as Reading["causes"][number]["reason"], likelihood, ...(message && { message }) };
    }),
    ...(provider !== "" && { provider }),
    ...(clientType !== "" && { clientType }),
  };
}

/** A link with a result was opened: what was pasted isn't in it. */
function showLinked(): void {
  const reading = readingOf(location.hash);
  if (reading === undefined) return;
  const found = reading.causes.map(shownOf);
  const note = part("p", "note", "This result came with the link. The link does not say what was pasted.");
  const [provider, clientType] = ["provider", "client-type"].map(at);
  if (provider && reading.provider !== undefined) provider.value = reading.provider;
  if (clientType && reading.clientType !== undefined) clientType.value = reading.clientType;
  show([note, ...causes(found, pages)], `Cause: ${found[0]?.title}`);
}

function clear(): void {
  for (const field of [input, ...FIELDS.map(at)]) if (field) field.value = "";
  show([], "Cleared.");
  input?.focus();
}

function fillProviders(): void {
  const list = dialects
    .filter(({ provider }) => provider !== "generic")
    .map(({ provider, name }) => ({ provider, name }))
    .sort((one, other) => one.name.localeCompare(other.name, "en"));
  for (const { provider, name } of list) {
    const option = part("option", "", name);
    option.value = provider;
    at("provider")?.append(option);
  }
}

// The browser would open a link that is dropped next to the fields, and send its content.
for (const type of ["dragover", "drop"]) {
  page.addEventListener(type, (event) => {
    const isField = [input, ...FIELDS.slice(2).map(at)].includes(event.target as Part);
    if (!isField) event.preventDefault();
  });
}

fillProviders();
at("explain")?.addEventListener("click", explainInput);
at("clear")?.addEventListener("click", clear);
input?.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) explainInput();
});
for (const example of page.querySelectorAll("[data-example]")) {
  example.disabled = false;
  example.addEventListener("click", () => {
    for (const field of FIELDS.map(at)) if (field) field.value = "";
    if (input) input.value = example.dataset.example ?? "";
    explainInput();
  });
}
addEventListener("hashchange", showLinked);
showLinked();
for (const id of ["explain", "clear"]) {
  const button = at(id);
  if (button) button.disabled = false;
}
if (waiting) waiting.hidden = true;
