/** Sentences that must not say more, or other, than what was found. */
import { describe, expect, it } from "vitest";
import { type Code, type Evidence, reasonOf } from "./index.ts";

const says = <C extends Code>(code: C, evidence: Evidence<C>): string => reasonOf(code).says(evidence as never);
const fixes = <C extends Code>(code: C, evidence: Evidence<C>) => reasonOf(code).fixes?.(evidence as never) ?? [];
const notes = <C extends Code>(code: C, evidence: Evidence<C>) =>
  reasonOf(code)
    .points?.(evidence as never)
    .map(({ note }) => note);

describe("refresh-token/reused", () => {
  const reused = (generationsBehind: number, millisecondsAgo: number) => ({
    rotatedAt: 0,
    millisecondsAgo,
    generationsBehind,
    grace: 10,
  });

  it("two refreshes behind, does not read as if it were within the grace window", () => {
    expect(says("refresh-token/reused", reused(2, 3))).toMatch(
      /^This refresh token was replaced 2 refreshes ago, the last of them 3 ms ago\. Only the token before the newest is accepted again, for 10 s\. /,
    );
    expect(notes("refresh-token/reused", reused(2, 3))).toEqual(["replaced 2 refreshes earlier"]);
  });

  it("within the grace window, does not say that it is over", () => {
    expect(says("refresh-token/reused", { ...reused(1, 7), elsewhere: true })).toMatch(
      /^This refresh token was replaced 7 ms ago by another user agent on another network, so this request doesn't count as a retry\. /,
    );
  });

  it("without a grace window, does not speak of one", () => {
    expect(says("refresh-token/reused", { ...reused(1, 7), grace: 0 })).toMatch(
      /^This refresh token was replaced 7 ms ago, and this server never accepts an old one again \(refreshGrace is 0\)\. /,
    );
  });

  it("one behind, tells how long ago", () => {
    expect(says("refresh-token/reused", reused(1, 11_000))).toMatch(
      /^This refresh token was replaced 11 s ago, and the grace window of 10 s is over\. /,
    );
  });
});

describe("the Authorization header", () => {
  it.each([
    [
      undefined,
      "No access token is in the Authorization header or in a posted form. Send it as Authorization: Bearer.",
    ],
    ["none", "The Authorization header must begin with Bearer and a space. Send Bearer, a space and the access token."],
    [
      "Basic",
      "The Authorization header must begin with Bearer and a space, not with Basic. Send Bearer, a space and the access token.",
    ],
  ])("at the API, with the scheme %s", (scheme, text) => expect(says("token/absent", { scheme })).toBe(text));

  it.each([
    ["Basic", "not base64 of client_id:client_secret"],
    ["basic", "not base64 of client_id:client_secret"],
    ["Bearer", "the scheme Bearer, expected Basic"],
    ["none", "no known scheme with a space after it, expected Basic"],
  ])("at the token endpoint, with the scheme %s", (scheme, note) => {
    expect(notes("client-auth/malformed", { scheme })).toEqual([note]);
  });

  it("with an empty secret brings none", () => {
    expect(says("client-auth/secret-absent", {})).toContain("an empty secret counts as none");
  });
});

describe("pkce/verifier-mismatch", () => {
  const pair = { challenge: "a", computed: "b" };

  it("where the verifier is the challenge, offers what helps in either case", () => {
    const found = fixes("pkce/verifier-mismatch", { ...pair, hint: "it is the challenge itself" });
    expect(found.map(({ says: text, again = false }) => [text.split(",")[0], again])).toEqual([
      ["If the challenge was not hashed", true],
      ["If it was hashed", false],
    ]);
  });

  it("otherwise supposes no other attempt", () => {
    expect(notes("pkce/verifier-mismatch", pair)).toEqual(["doesn't match the challenge"]);
  });
});

describe("an access token", () => {
  it("that has expired is not always refreshed", () => {
    const expired = { expiredAt: 0, secondsAgo: 12 };
    expect(says("token/expired", expired)).toBe(
      "The access token expired 12 s ago. Get a new one, with the refresh token if you have one.",
    );
    expect(says("token/expired", { ...expired, secondsAgo: 0 })).toContain("expired just now.");
  });

  it("without a user cannot have openid, and no change of it helps", () => {
    const granted = ["read_profile"];
    expect(fixes("token/no-openid", { granted, person: false })[0]).toMatchObject({ again: true, changes: [] });
    for (const person of [true, undefined]) {
      expect(fixes("token/no-openid", { granted, person })[0]?.changes).toEqual([
        { change: "supply-token", scope: "openid" },
      ]);
    }
  });
});

describe("scopes", () => {
  const of = (offenders: readonly string[], repaired?: string) => ({ sent: "x", words: [], offenders, repaired });

  it("are listed if none of them resembles what was sent", () => {
    expect(says("scope/unknown", of(["'banana' is unknown"]))).toBe(
      "'banana' is unknown. Use the names in scopes_supported of the issuer's metadata.",
    );
    expect(says("scope/unknown", of(["'banana' is unknown"], "read"))).toBe("'banana' is unknown. Send scope='read'.");
  });

  it("at fault have a sentence each, and a question its mark", () => {
    const meant = "'wirte' is unknown. Did you mean 'write'?";
    expect(says("scope/misspelled", of([meant], "write"))).toBe(`${meant} Send scope='write'.`);
    expect(says("scope/misspelled", of([meant, "'a' isn't allowed for b"], "write"))).toBe(
      `${meant} 'a' isn't allowed for b. Send scope='write'.`,
    );
    expect(says("scope/malformed", of(["scopes are separated by exactly one space"], "a b"))).toBe(
      "Scopes are separated by exactly one space. Send scope='a b'.",
    );
    expect(says("scope/unsuitable", { ...of(["'openid' is about a user"]), grantType: "" })).toBe(
      "'openid' is about a user. Send a user to the authorization endpoint with it.",
    );
  });

  it.each([
    ["'wirte' is unknown; did you mean 'write'", "'wirte' is unknown. Did you mean 'write'? Send scope='write'."],
    ["'wirte' is unknown; did you mean 'write'?", "'wirte' is unknown. Did you mean 'write'? Send scope='write'."],
    [
      "'a,b' joins scopes by a comma; they are separated by a space",
      "'a,b' joins scopes by a comma. They are separated by a space. Send scope='write'.",
    ],
    ["'a;b' has been removed; use 'write'", "'a;b' has been removed. Use 'write'. Send scope='write'."],
  ])("have no chain of clauses, as an earlier version has stored it: %s", (stored, text) => {
    expect(says("scope/unknown", of([stored], "write"))).toBe(text);
  });
});

describe("what is missing", () => {
  const said = (code: Code, evidence: object): string => reasonOf(code).says(evidence as never);

  it("is not called 'absent', and a value of that name isn't called missing", () => {
    expect(says("code/redirect-uri-mismatch", { expected: "https://a.example" })).toMatch(
      /^redirect_uri is missing or empty, but /,
    );
    expect(says("code/redirect-uri-mismatch", { sent: "absent", expected: "https://a.example" })).toMatch(
      /^redirect_uri is 'absent', but /,
    );
    expect(says("pkce/method-unsupported", {})).toMatch(
      /^code_challenge_method is missing or empty, which means plain, and plain isn't supported\. /,
    );
    expect(says("pkce/method-unsupported", { sent: "absent" })).toMatch(
      /^code_challenge_method 'absent' isn't supported/,
    );
  });

  it.each<[Code, object, string]>([
    ["request/parameter-absent", { parameter: "response_type" }, "response_type"],
    ["redirect-uri/absent", { clientId: "web", registered: 2, uris: [] }, "redirect_uri"],
    ["pkce/required", { clientId: "web" }, "code_challenge"],
    ["pkce/method-unsupported", {}, "code_challenge_method"],
    ["pkce/verifier-missing", { clientId: "web" }, "code_verifier"],
    ["scope/missing", { clientId: "web", allowed: [] }, "scope"],
    ["code/redirect-uri-mismatch", { expected: "https://a.example" }, "redirect_uri"],
  ])("%s is named by the name that was sent for it", (code, evidence, name) => {
    expect(said(code, evidence)).toContain(`${name} is missing or empty`);
    const near = `${name}s`;
    expect(said(code, { ...evidence, near })).toContain(`. ${near} was sent, which looks like it. Rename it.`);
    const escaped = `amp;${name}`;
    expect(said(code, { ...evidence, near: escaped })).toContain(
      `. ${escaped} was sent: an & was written as &amp;. Write & between the parameters.`,
    );
    const [fix] = reasonOf(code).fixes?.({ ...evidence, near: escaped } as never) ?? [];
    expect(fix?.changes).toEqual([{ change: "rename", from: escaped, to: name }]);
  });

  it.each([
    [{ age: 75, lifetime: 60 }, "The code is 75 s old, but codes expire after 60 s. Start again"],
    [{ age: 1, lifetime: 1 }, "The code came just after its lifetime of 1 s. Start again"],
  ])("a code of %j is too old", (evidence, text) => expect(says("code/expired", evidence)).toContain(text));

  it("may be what was meant, and that is a question", () => {
    expect(says("request/wrong-endpoint", { path: "/oauth2/token", near: "/token" })).toBe(
      "There is no endpoint at /oauth2/token. Did you mean /token?",
    );
  });
});

describe("a duration instead of seconds", () => {
  const proposed = (sent: string) =>
    reasonOf("request/parameter-invalid")
      .fixes?.({ parameter: "max_age", sent, expected: "a number of seconds in the digits 0-9" } as never)
      .flatMap(({ changes }) => changes.flatMap((one) => (one.change === "set" ? [one.value] : [])));
  it.each([
    ["1h", "3600"],
    ["2 hours", "7200"],
    ["3mins", "180"],
    ["1sec", "1"],
    ["60.0", "60"],
    ["+60", "60"],
    ["7d", "604800"],
  ])("%s is %s seconds", (sent, seconds) => expect(proposed(sent)).toEqual([seconds]));

  it.each(["1ms", "5dec", "1hec", "1month", "1.5h", "-1", "1e3", "\u0666\u0660", "9999999999d"])(
    "%s is no number of them that anybody could mean",
    (sent) => expect(proposed(sent)).toEqual([]),
  );
});

describe("what cannot be seen", () => {
  it.each([
    [" grant_type", "' grant_type' was sent"],
    ["grant_type ", "'grant_type ' was sent"],
    ["?grant_type", "'?grant_type' was sent"],
    ["\uFEFFgrant_type", "'\uFEFFgrant_type' was sent"],
    ["grantType", "grantType was sent"],
    ["scope[]", "scope[] was sent"],
  ])("around the name %j is in quotation marks", (near, text) =>
    expect(says("request/parameter-absent", { parameter: "grant_type", near })).toContain(text),
  );

  it.each([
    ["\n", "a line break"],
    ["\t", "a tab"],
    ["\u0000", "a control character"],
    ["\u00fc", "a non-ASCII character"],
    [" ", "a space"],
  ])("in a verifier is named: %j", (character, name) => {
    expect(notes("pkce/verifier-malformed", { length: 50, character })).toEqual([`contains ${name}`]);
    expect(says("pkce/verifier-malformed", { length: 50, character })).toContain(`contains ${name} (`);
  });

  it("of a body's type is called missing, and not none", () =>
    expect(says("request/wrong-content-type", { sent: "none" })).toBe(
      "No media type was sent as Content-Type, expected application/x-www-form-urlencoded. Send a form, and set its Content-Type.",
    ));
});

describe("numbers of characters", () => {
  it.each([
    [1, "code_challenge has 1 character and", "1 character, expected 43: not base64url"],
    [42, "code_challenge has 42 characters and", "42 characters, expected 43: not base64url"],
    [43, "code_challenge has 43 characters and", "not base64url"],
  ])("%i", (length, text, note) => {
    const evidence = { length, looks: "not base64url" };
    expect(says("pkce/challenge-malformed", evidence)).toContain(text);
    expect(notes("pkce/challenge-malformed", evidence)).toEqual([note]);
  });
});

describe("redirect URIs", () => {
  it("that are missing: why one is needed where there is one alone", () => {
    const evidence = { clientId: "photos", uris: ["https://app.example/cb"] };
    expect(says("redirect-uri/absent", { ...evidence, registered: 1 })).toBe(
      "redirect_uri is missing or empty, but a request with the scope openid must have it. Send the registered one.",
    );
    expect(says("redirect-uri/absent", { ...evidence, registered: 2 })).toBe(
      "redirect_uri is missing or empty, and client photos has 2 registered. Send one of them.",
    );
  });

  it.each([
    ["http://localhost:3000/bye", " (any port is accepted)"],
    ["http://localhost:7777/bye", ""],
  ])("to return to after sign-out: %s%s", (near, port) => {
    const evidence = { sent: "http://localhost:3000/bye/", clientId: "photos", by: "trailing-slash", near };
    expect(
      says("redirect-uri/post-logout-unregistered", { ...evidence, uris: ["http://localhost:7777/bye"] }),
    ).toContain(`only by the final slash${port}. Send`);
  });

  it.each([
    ["http://app.example:0443/cb", "it has port 0443, which begins with a zero"],
    ["http://app.example:/cb", "it has a colon and no number"],
    ["http://app.example/cb", "it has none"],
  ])("with another port: %s", (sent, text) =>
    expect(
      says("redirect-uri/port-mismatch", { clientId: "photos", sent, registered: "http://app.example:3000/cb" }),
    ).toContain(`only by its port: ${text}. Send`),
  );
});

it("no scope is named if none can be granted", () =>
  expect(says("scope/missing", { clientId: "photos", allowed: [] })).toBe(
    "scope is missing or empty, and no default of client photos applies. None of its scopes can be granted here. Ask the app's owner to allow one.",
  ));
