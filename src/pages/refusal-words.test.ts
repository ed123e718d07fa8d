/** A user who meets a refusal reads a heading without jargon; what is wrong is in the developer's part. */
import { expect, it } from "vitest";
import { type Code, codes, reasonOf } from "../reasons/index.ts";
import { waysOf } from "../render/answer.ts";
import { refusalWords } from "./refusal-words.ts";

const JARGON =
  /[_=]|\b(?:clients?|parameters?|redirect|URIs?|scopes?|tokens?|grants?|PKCE|endpoint|requests? object|header|hint|resource)\b/i;

it.each([
  ["redirect-uri/trailing-slash", "authorization", "This app isn't set up correctly"],
  ["redirect-uri/absent", "sign-in", "This app isn't set up correctly"],
  ["request/parameter-repeated", "authorization", "This app isn't set up correctly"],
  ["client/not-registered", "authorization", "This app isn't registered"],
  ["request/wrong-endpoint", "demo", "Page not found"],
  ["request/wrong-method", "/authorize", "This request can't be processed"],
  ["user/form-stale", "consent", "This page is out of date"],
] satisfies [Code, string, string][])("%s at %s: %s", (code, endpoint, heading) => {
  expect(refusalWords(code, endpoint).title).toBe(heading);
});

it("does not advise to try a page again that doesn't exist", () => {
  const { person } = refusalWords("request/wrong-endpoint", "demo");
  expect(person).toBe("Check the URL, or close this page.");
});

const onPages = codes.filter((code) => waysOf(code).join() !== "redirect");

it.each(onPages)("%s has a heading without jargon and says what to do", (code) => {
  for (const endpoint of ["authorization", "consent", "demo"]) {
    const { title, person } = refusalWords(code, endpoint);
    if (code !== "request/reference-unknown") expect(title).not.toMatch(JARGON);
    expect(title.length).toBeLessThan(64);
    expect(person).toMatch(/\.$/);
    expect(person).not.toContain(title);
    if (reasonOf(code).remedies.person === undefined) expect(person).toMatch(/close this page/);
  }
});
