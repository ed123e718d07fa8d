import { describe, expect, it } from "vitest";
import { formOf } from "../../../test/catalogue/samples.ts";
import { type Code, isRefusal, refuse } from "../../reasons/index.ts";
import { firstRefusal } from "../decision.ts";
import { consentChecks, invitationChecks, ownFormChecks, signInChecks, signOutChecks } from "./occasion.ts";

const FORM = formOf({ csrf: "x" });
const codeOf = (refusal: unknown): Code | undefined => (isRefusal(refusal) ? (refusal.refused as Code) : undefined);

describe("a form of one of our pages", () => {
  const EXPECTED = "https://id.example";
  it.each<[given: Parameters<(typeof ownFormChecks)[0]["run"]>[0], refusal: unknown]>([
    [{ form: FORM, ours: true }, undefined],
    [{ form: FORM }, undefined],
    [{ form: refuse("request/malformed", {}), ours: false }, refuse("request/malformed", {})],
    [
      { form: formOf({}, ["answer", "csrf"]), ours: true },
      refuse("request/parameter-repeated", { parameters: ["answer", "csrf"] }),
    ],
    [
      { form: FORM, ours: false, formFault: { is: "foreign", header: "Origin", expected: EXPECTED } },
      refuse("user/form-foreign", { header: "Origin", expected: EXPECTED }),
    ],
    [{ form: FORM, ours: false, formFault: { is: "cookie-absent" } }, refuse("user/form-cookie-absent", {})],
    [{ form: FORM, ours: false, formFault: { is: "stale" } }, refuse("user/form-stale", {})],
    [{ form: FORM, ours: false }, refuse("user/form-stale", {})],
  ])("%j", (given, refusal) => expect(firstRefusal(ownFormChecks, given)).toEqual(refusal));
});

describe("what is typed or chosen", () => {
  it("is refused for its own cause", () => {
    const signIn = (attempt: Parameters<(typeof signInChecks)[0]["run"]>[0]["attempt"]) =>
      firstRefusal(signInChecks, { attempt });
    expect(signIn(undefined)).toBeUndefined();
    expect(signIn({ is: "throttled", retryAfter: 7 })).toEqual(refuse("user/throttled", { retryAfter: 7 }));
    expect(signIn({ is: "queue-full", retryAfter: 5 })).toEqual(refuse("user/queue-full", { retryAfter: 5 }));
    expect(signIn({ is: "wrong" })).toEqual(refuse("user/credentials-wrong", {}));
    expect(firstRefusal(consentChecks, { answered: true })).toBeUndefined();
    expect(codeOf(firstRefusal(consentChecks, { answered: false }))).toBe("request/parameter-invalid");
    const fault = { parameter: "username", expected: "another" } as const;
    expect(firstRefusal(invitationChecks, { good: true })).toBeUndefined();
    expect(firstRefusal(invitationChecks, { good: false, fault })).toEqual(refuse("user/invitation-invalid", {}));
    expect(firstRefusal(invitationChecks, { good: true, fault })).toEqual(refuse("request/parameter-invalid", fault));
  });
});

describe("a sign-out request", () => {
  const BYE = "https://app.example/bye";
  const client = { id: "app", postLogoutRedirectUris: [BYE] };
  type Given = Parameters<(typeof signOutChecks)[0]["run"]>[0];
  it.each<[what: string, given: Partial<Given>, code: Code | undefined]>([
    ["of nothing", {}, undefined],
    ["with a bound of characters", { length: 12_000, carried: 12_000 }, undefined],
    ["too long to be carried", { length: 10, carried: 12_001 }, "request/too-large"],
    ["not decoded", { request: refuse("request/malformed", {}) }, "request/malformed"],
    ["with a name twice", { request: formOf({}, ["state"]) }, "request/parameter-repeated"],
    ["with an unknown name twice", { request: formOf({}, ["x"]) }, undefined],
    [
      "with a hint that does not hold",
      { hint: { is: "invalid", because: "it is an access token" } },
      "user/hint-invalid",
    ],
    ["with a hint that does", { hint: { is: "valid", subject: "ada" } }, undefined],
    ["to a URL of nobody", { request: formOf({ post_logout_redirect_uri: BYE }) }, "request/parameter-absent"],
    [
      "to a URL of an unknown client",
      { request: formOf({ post_logout_redirect_uri: BYE }), named: "x" },
      "client/not-registered",
    ],
    ["to its URL", { request: formOf({ post_logout_redirect_uri: BYE }), named: "app", client }, undefined],
    [
      "to another",
      { request: formOf({ post_logout_redirect_uri: `${BYE}/` }), named: "app", client },
      "redirect-uri/post-logout-unregistered",
    ],
    [
      "to another port of this device, for a web application",
      {
        request: formOf({ post_logout_redirect_uri: "http://127.0.0.1:5000/" }),
        named: "app",
        client: { id: "app", postLogoutRedirectUris: ["http://127.0.0.1/"] },
      },
      "redirect-uri/post-logout-unregistered",
    ],
    [
      "to another port of this device, for a native one",
      {
        request: formOf({ post_logout_redirect_uri: "http://127.0.0.1:5000/" }),
        named: "app",
        client: { id: "app", postLogoutRedirectUris: ["http://127.0.0.1/"], applicationType: "native" },
      },
      undefined,
    ],
  ])("%s", (_, given, code) =>
    expect(codeOf(firstRefusal(signOutChecks, { request: formOf({}), ...given }))).toBe(code),
  );
});
