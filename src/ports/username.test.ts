import { describe, expect, it } from "vitest";
import { foldUsername, LONGEST_USERNAME, mixesAlphabets, tidyUsername, usernameFault } from "./username.ts";

describe("user names are the same", () => {
  it.each([
    ["in another case", "Ada", "aDA"],
    ["in full width", "ada", "ａｄａ"],
    ["composed and decomposed", "jürgen".normalize("NFC"), "JÜRGEN".normalize("NFD")],
    ["with ß as SS", "groß", "GROSS"],
    ["with either sigma", "ΟΔΥΣΣΕΥΣ", "οδυσσευς"],
  ])("%s", (_, one, other) => expect(foldUsername(other)).toBe(foldUsername(one)));

  it.each([
    ["another name", "ada", "adb"],
    ["an accent", "jürgen", "jurgen"],
    ["a blank inside", "ada lovelace", "adalovelace"],
    ["a letter of another alphabet", "ada", "\u0430da"],
  ])("and not with %s", (_, one, other) => expect(foldUsername(other)).not.toBe(foldUsername(one)));
});

it.each([
  ["a blank that a phone adds", "ada "],
  ["a blank before it", " ada"],
  ["a hard space, a tab, a line break", "\u00a0\tada\r\n"],
  ["an invisible mark that was pasted", "\u200e\ufeffada\u200b"],
])("a name is tidied of %s", (_, typed) => expect(tidyUsername(typed)).toBe("ada"));

it("a name is kept without what is not seen at its ends, composed, in its own case", () => {
  expect(tidyUsername(` ${"Jürgen".normalize("NFD")}\u200b `)).toBe("Jürgen".normalize("NFC"));
  expect(tidyUsername("\u200b ")).toBe("");
});

it.each([
  ["ada", false],
  ["\u0430da", true],
  ["ad\u03b1", true],
  ["\u0430\u0434\u0430", false],
  ["ａда", true],
  ["ada-42_x.y", false],
  ["山田taro", false],
  ["42", false],
])("%j mixes alphabets that look alike: %j", (name, mixes) => expect(mixesAlphabets(name)).toBe(mixes));

const LONG = `1 to ${LONGEST_USERNAME} characters without spaces`;

it.each<[what: string, name: string, fault: string | undefined]>([
  ["the longest e-mail address", `${"a".repeat(64)}@${"b".repeat(185)}.com`, undefined],
  ["one character more", "a".repeat(255), LONG],
  ["as many characters outside the plane of most", "\u{20000}".repeat(254), undefined],
  ["German", "ß".repeat(254), undefined],
  ["nothing", "", LONG],
  ["a space", "a b", LONG],
  [
    "ligatures that fold to many letters",
    "\ufdfa".repeat(100),
    "fewer characters: some of them stand for several letters",
  ],
])("a name may be %s, or is named as too long", (_, name, fault) => expect(usernameFault(name)).toBe(fault));
