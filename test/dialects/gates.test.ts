/** What holds of all messages together. gates.json has the numbers of today, and another-cause-first.json the names: they may only get fewer. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { changesNothing, matchedElsewhere, notFirst } from "../../scripts/dialects/gates.ts";
import { dialectsOf } from "../../scripts/dialects/pack.ts";
import { riskOf } from "../../scripts/dialects/risk.ts";
import { writtenDialects } from "../../scripts/dialects/written.ts";

const limits = JSON.parse(readFileSync(new URL("gates.json", import.meta.url), "utf8")) as Readonly<
  Record<string, number>
>;
/** Messages for which another cause comes first, and which. The list may only get shorter. */
const ELSEWHERE_FIRST: ReadonlySet<string> = new Set(
  JSON.parse(readFileSync(new URL("another-cause-first.json", import.meta.url), "utf8")),
);
const written = writtenDialects();
const dialects = dialectsOf(written);

/** Fails if there are more than there were, and names them all. */
function atMost(name: string, found: readonly string[], advice: string): void {
  const limit = limits[name];
  expect(limit, `gates.json has no "${name}"`).toBeDefined();
  const told = `${found.length} instead of ${limit}. ${advice} npm run dialects -- check <file> names the lines.\n${found.join("\n")}`;
  expect(found.length, told).toBeLessThanOrEqual(limit ?? 0);
}

const waiting = { timeout: 900_000 };

it("the likeliest cause of a message comes first when its provider is given", waiting, () => {
  const tried = written.flatMap((one) => one.messages.map((message) => ({ one, message })));
  const wrong = tried.flatMap(({ one, message }) => {
    const first = notFirst(one, message, dialects);
    return first === undefined ? [] : [`${one.provider}/${message.id}: ${first}`];
  });
  const advice =
    "Weigh the causes of your message, or let `says` say more. npm run dialects -- check <file> names the lines.";
  expect(
    wrong.filter((name) => !ELSEWHERE_FIRST.has(name)),
    advice,
  ).toEqual([]);
  const idOf = (name: string): string => name.split(": ", 1)[0] ?? "";
  const ids = new Set(written.flatMap(({ provider, messages }) => messages.map(({ id }) => `${provider}/${id}`)));
  const right = new Set(tried.map(({ one, message }) => `${one.provider}/${message.id}`));
  for (const name of wrong) right.delete(idOf(name));
  const needless = [...ELSEWHERE_FIRST].filter((name) => !ids.has(idOf(name)) || right.has(idOf(name)));
  expect(needless, "Take these out of another-cause-first.json.").toEqual([]);
});

it("a message that only one provider writes is found in no example of another", waiting, () => {
  const found = matchedElsewhere(written, dialects).map(
    ({ provider, id, example }) => `${provider}/${id} in ${example}`,
  );
  atMost("only-here, and yet elsewhere", [...new Set(found)], "Leave only-here out, or let `says` say more.");
});

it("without a message, somebody would see something else", waiting, () => {
  const found = written.flatMap((one) => changesNothing(one, dialects).map((id) => `${one.provider}/${id}`));
  atMost("changes nothing", found, "Give the message a fix of its own, or leave it out.");
});

it("somebody has opened the page of a message and found it there", () => {
  const found = written.flatMap(({ provider, pages, messages }) =>
    messages.filter(({ page }) => pages[page]?.read === undefined).map(({ id }) => `${provider}/${id}`),
  );
  atMost("page not read", found, "Open the page, find the message, and write `read: <day>` beside its URL.");
});

describe("patterns", () => {
  it("take no longer on texts that nearly match", waiting, () => {
    const patterns = written.flatMap(({ provider, marks = [], messages }) => [
      ...marks.map((pattern) => ({ at: provider, pattern })),
      ...messages.flatMap(({ id, says = [] }) =>
        [says].flat().map((pattern) => ({ at: `${provider}/${id}`, pattern })),
      ),
    ]);
    const found = patterns.flatMap(({ at, pattern }) => {
      const risk = riskOf(pattern);
      return risk === undefined ? [] : [`${at}: ${pattern}: ${risk}`];
    });
    expect(patterns.length).toBeGreaterThan(4_000);
    atMost("unsafe patterns", found, "Limit the gaps.");
  });

  it.each([
    ["/(a+)+$/", "repeats what repeats"],
    [String.raw`/(?:\w+\s?)*!/`, "repeats what repeats"],
    ["/a.*b.*c.*d/", "too many gaps"],
    [String.raw`/x[\s\S]*y[^\n]*z/`, "takes very long"],
    ["/(?:aa|a|aaa|aaaa){5,40}b/", "takes very long"],
  ])("%s is not safe: %s", (pattern, why) => expect(riskOf(pattern)).toContain(why));

  it.each(["expired", "unknown * scope * client", String.raw`/code .{0,80}\bexpired/`, String.raw`/^[\w.-]+$/`])(
    "%s is safe",
    (pattern) => expect(riskOf(pattern)).toBeUndefined(),
  );
});

it("every message has a page that can be opened, and says what kind it is", () => {
  for (const { pages, messages } of written) {
    for (const { page } of messages) expect(pages[page]?.url).toMatch(/^https:\/\//);
    for (const { kind } of Object.values(pages)) expect(["manual", "source", "issue"]).toContain(kind);
  }
});
