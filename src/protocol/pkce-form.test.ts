import { expect, it } from "vitest";
import { CHALLENGE, VERIFIER } from "../../test/catalogue/samples.ts";
import { challengeLooks, verifierFault } from "./pkce-form.ts";

it.each<[challenge: string, looks: string | undefined]>([
  [CHALLENGE, undefined],
  ["a".repeat(64), "hexadecimal"],
  ["A1".repeat(32), "hexadecimal"],
  ["a".repeat(63), "not 32 bytes in base64url"],
  ["g".repeat(64), "not 32 bytes in base64url"],
  [`${CHALLENGE}=`, "padded with ="],
  [`+${CHALLENGE.replace(/[-_]/g, "a").slice(1)}`, "base64 in place of base64url"],
  [`/${"a".repeat(42)}`, "base64 in place of base64url"],
  [`+-${"a".repeat(41)}`, "not base64url"],
  [`${"a".repeat(42)}.`, "not base64url"],
  [`${CHALLENGE}\n`, "not base64url"],
  [CHALLENGE.slice(1), "not 32 bytes in base64url"],
  [`${CHALLENGE}A`, "not 32 bytes in base64url"],
  ["", "not 32 bytes in base64url"],
])("a challenge %j looks: %s", (challenge, looks) => expect(challengeLooks(challenge)).toBe(looks));

it.each<[verifier: string, fault: object | undefined]>([
  [VERIFIER, undefined],
  ["a".repeat(42), { length: 42, character: undefined }],
  ["a".repeat(43), undefined],
  ["-._~".repeat(32), undefined],
  ["a".repeat(129), { length: 129, character: undefined }],
  [`${"a".repeat(43)}+`, { length: 44, character: "+" }],
  [`${"a".repeat(43)}\u{1f600}!`, { length: 45, character: "\u{1f600}" }],
])("a verifier %j: %j", (verifier, fault) => expect(verifierFault(verifier)).toEqual(fault));
