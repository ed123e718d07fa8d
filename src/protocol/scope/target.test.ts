import { describe, expect, it } from "vitest";
import { BILLS, catalogue, client, formOf, PHOTOS, T } from "../../../test/catalogue/samples.ts";
import { isRefusal, type Refusal, refuse } from "../../reasons/index.ts";
import { readForm } from "../form.ts";
import { catalogueOf } from "./catalogue.ts";
import { resolveScope } from "./resolve.ts";
import { refuseOtherTarget, resourceOf, type Target, targetCheck, targetOf } from "./target.ts";

const of = client({ scopes: ["openid", "read_photos", "write_photos", "read_bills"] });
const apis = [PHOTOS.resource, BILLS.resource];

/** What a request with these parameters comes to, and the API of its token. */
function decide(text: string, scope?: string, defaultScopes: readonly string[] = []): string | undefined | Refusal {
  const form = readForm(text);
  if (isRefusal(form)) return form;
  const target = targetOf(form);
  const refused = targetCheck.run({ target, client: of, catalogue });
  if (refused !== undefined) return refused;
  const registered = { ...of, defaultScopes };
  const request = {
    sent: scope,
    target,
    client: registered,
    catalogue,
    withPerson: true,
    unknownScopes: "refuse",
  } as const;
  const granted = resolveScope(request, T);
  if (isRefusal(granted)) return granted;
  return refuseOtherTarget({ target, client: of, catalogue, now: T }, granted) ?? granted.api?.resource;
}
const photos = encodeURIComponent(PHOTOS.resource);
const bills = encodeURIComponent(BILLS.resource);

describe("what a request names", () => {
  it.each<[text: string, target: Target | undefined]>([
    ["", undefined],
    ["resource=&audience=", undefined],
    ["aud=x", undefined],
    [`resource=${photos}`, { parameter: "resource", named: [PHOTOS.resource] }],
    [`resource=${photos}&resource=${photos}`, { parameter: "resource", named: [PHOTOS.resource] }],
    [`resource=&resource=${photos}&resource=`, { parameter: "resource", named: [PHOTOS.resource] }],
    [`resource=${photos}&audience=${photos}`, { parameter: "resource", named: [PHOTOS.resource] }],
    [`resource=${photos}&resource=${bills}`, { parameter: "resource", named: apis }],
    [`audience=${bills}&resource=${photos}`, { parameter: "resource", named: apis, beside: BILLS.resource }],
    [`audience=${bills}`, { parameter: "audience", named: [BILLS.resource] }],
  ])("%s", (text, target) => {
    const form = readForm(text);
    if (isRefusal(form)) expect.fail(form.refused);
    expect(targetOf(form)).toEqual(target);
    expect(form.repeated).toEqual([]);
    // Carried through a page, it means the same.
    const carried = readForm(new URLSearchParams([...form.values]).toString());
    expect(isRefusal(carried) ? carried : targetOf(carried)).toEqual(target);
  });
});

describe("granted only for the named API", () => {
  it.each<[text: string, scope: string | undefined, is: string | undefined]>([
    ["", "read_photos", PHOTOS.resource],
    // The same API, written in two ways.
    [`resource=${photos}&audience=${photos.replace("https", "HTTPS")}`, "read_photos", PHOTOS.resource],
    [`resource=${photos}&resource=${photos.replace("https", "HTTPS")}`, "read_photos", PHOTOS.resource],
    [`resource=${photos}`, "read_photos", PHOTOS.resource],
    [`resource=${photos}`, "openid write_photos read_photos", PHOTOS.resource],
    [`resource=${bills}`, "openid read_bills", BILLS.resource],
    [`audience=${bills}`, "read_bills", BILLS.resource],
    // RFC 8707 leaves the default to the server: of two APIs, what belongs to the one that is named.
    [`resource=${bills}`, undefined, BILLS.resource],
    [`resource=${photos}`, undefined, PHOTOS.resource],
  ])("%s with scope %j: %s", (text, scope, is) => {
    expect(decide(text, scope, ["openid", "read_photos", "read_bills"])).toBe(is);
  });
});

describe("refused", () => {
  const unknown = (sent: string, near?: string, parameter = "resource") =>
    refuse("resource/unknown", { parameter, sent, near, apis });
  it.each<[text: string, is: Refusal]>([
    [`resource=${photos}%2F`, unknown(`${PHOTOS.resource}/`, PHOTOS.resource)],
    [`resource=${photos}%2Falbums%2F7`, unknown(`${PHOTOS.resource}/albums/7`, PHOTOS.resource)],
    [`audience=${photos}s`, unknown(`${PHOTOS.resource}s`, PHOTOS.resource, "audience")],
    ["resource=https%3A%2F%2Fnobody.example", unknown("https://nobody.example")],
    ["resource=urn%3Aexample%3Aapi", unknown("urn:example:api")],
    ["audience=my-api", unknown("my-api", undefined, "audience")],
    [
      "resource=my-api",
      refuse("resource/malformed", { parameter: "resource", sent: "my-api", fault: "is not an absolute URI", apis }),
    ],
    [`resource=${photos}&audience=my-api`, refuse("resource/several", { resources: [PHOTOS.resource, "my-api"] })],
    [
      "resource=%2Fapi",
      refuse("resource/malformed", { parameter: "resource", sent: "/api", fault: "is not an absolute URI", apis }),
    ],
    [
      `resource=${photos}%23top`,
      refuse("resource/malformed", {
        parameter: "resource",
        sent: `${PHOTOS.resource}#top`,
        fault: "has a fragment",
        apis,
      }),
    ],
    [`resource=${photos}&resource=${bills}`, refuse("resource/several", { resources: apis })],
    [`resource=${photos}&audience=${bills}`, refuse("resource/several", { resources: apis })],
    [
      `resource=${bills}`,
      refuse("resource/mismatch", {
        parameter: "resource",
        sent: BILLS.resource,
        scopes: ["read_photos"],
        api: PHOTOS.resource,
        available: ["read_bills"],
      }),
    ],
  ])("%s with scope read_photos", (text, is) => {
    expect(decide(text, "read_photos")).toEqual(is);
  });

  it("where the token would be for no API at all", () => {
    expect(decide(`audience=${photos}`, "openid")).toEqual(
      refuse("resource/mismatch", {
        parameter: "audience",
        sent: PHOTOS.resource,
        scopes: ["openid"],
        api: undefined,
        available: ["read_photos", "write_photos"],
      }),
    );
  });

  it("where a default has nothing of the API", () => {
    expect(decide(`resource=${bills}`, undefined, ["read_photos"])).toMatchObject({ refused: "resource/mismatch" });
  });
});

describe("the identifier of an API", () => {
  const urn = { ...PHOTOS, resource: "urn:example:photos" };
  const all = catalogueOf(
    [],
    [{ ...PHOTOS, resource: "https://api.example" }, { ...BILLS, resource: "https://api.example/bills" }, urn],
  );
  it.each([
    ["https://api.example", "https://api.example"],
    ["https://api.example/", "https://api.example"],
    ["HTTPS://API.example:443", "https://api.example"],
    ["https://api.example/bills", "https://api.example/bills"],
    ["https://api.example/bills/", undefined],
    ["https://api.example/Bills", undefined],
    ["http://api.example", undefined],
    ["https://api.example/?x", undefined],
    ["https://user@api.example", undefined],
    ["urn:example:photos", "urn:example:photos"],
    ["urn:example:Photos", undefined],
    ["constructor", undefined],
  ])("%s names %s", (sent, resource) => {
    expect(resourceOf(sent, all)).toBe(resource);
  });
});

it("is kept apart from undefined parameters", () => {
  expect(targetOf(formOf({ aud: BILLS.resource, resource_hint: "x" }))).toBeUndefined();
});
