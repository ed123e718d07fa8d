import { describe, expect, it } from "vitest";
import { outcomeOf, post } from "../../test/catalogue/samples.ts";
import { refuse } from "../reasons/index.ts";
import { readPost as readReceived } from "./post.ts";
import { type EndpointRequest, receive } from "./received.ts";

const KNOWN = new Set(["token", "client_id", "client_secret"]);
const FORM = "application/x-www-form-urlencoded";

const readPost = (wire: EndpointRequest, known: ReadonlySet<string>) => readReceived(receive(wire), known);

describe("readPost", () => {
  it.each<[given: Partial<EndpointRequest>, body: string, is: string]>([
    [{}, "token=x", "granted"],
    [{}, "", "granted"],
    [{ contentType: undefined }, "", "granted"],
    [{ contentType: `${FORM}; charset=UTF-8` }, "token=x", "granted"],
    [{ contentType: `${FORM.toUpperCase()} ;charset=utf-8` }, "token=x", "granted"],
    [{ query: "tenant=7" }, "token=x", "granted"],
    [{ query: "client_id=" }, "token=x", "granted"],
    [{}, "token=x&extra=1&extra=2", "granted"],
    [{ method: "GET" }, "token=x", "request/wrong-method"],
    [{ method: "post" }, "token=x", "request/wrong-method"],
    [{ authorization: "OAuth oauth_token=x" }, "token=x", "request/version-unsupported"],
    [{ authorization: "oauth realm=x, oauth_nonce = y" }, "token=x", "request/version-unsupported"],
    [{}, "oauth_token=x", "request/version-unsupported"],
    [{ query: "token=x" }, "", "request/parameter-misplaced"],
    [{ query: "a=%zz" }, "token=x", "request/malformed"],
    [{ contentType: "application/json" }, '{"token":"x"}', "request/wrong-content-type"],
    [{ contentType: "text/plain" }, "token=x", "request/wrong-content-type"],
    [{ contentType: undefined }, "token=x", "request/wrong-content-type"],
    [{ contentType: "" }, "token=x", "request/wrong-content-type"],
    [{ contentType: `${FORM}x` }, "token=x", "request/wrong-content-type"],
    [{}, "token=%zz", "request/malformed"],
    [{}, "token=x&token=x", "request/parameter-repeated"],
    [{}, `token=${"x".repeat(8193)}`, "request/parameter-too-long"],
    [{}, `extra=${"x".repeat(8193)}`, "request/parameter-too-long"],
    [{}, "a&".repeat(65), "request/too-many-parameters"],
  ])("%j with body %.40s: %s", (given, body, is) => {
    expect(outcomeOf(readPost(post(body, given), KNOWN))).toBe(is);
  });

  it("names each of its parameters in the URL, and no value", () => {
    const read = readPost(post("", { query: "client_secret=s3cret&x=1&token=t&client_id=c" }), KNOWN);
    expect(read).toEqual(
      refuse("request/parameter-misplaced", { parameters: ["client_secret", "token", "client_id"] }),
    );
  });

  it.each<[contentType: string | undefined, body: string, sent: string, looks: string | undefined]>([
    ["application/json; charset=utf-8", " {", "application/json", "JSON"],
    ["text/plain", '["a"]', "text/plain", "JSON"],
    ["multipart/form-data; boundary=b", "--b", "multipart/form-data", "multipart"],
    ["application/soap+xml", "<a/>", "application/soap+xml", "XML"],
    ["text/plain", "token=x", "text/plain", undefined],
    [undefined, "token=x", "none", undefined],
    [`x/${"y".repeat(200)}`, "", `x/${"y".repeat(78)}`, undefined],
  ])("tells what a body of type %j is", (contentType, body, sent, looks) => {
    const refusal = refuse("request/wrong-content-type", { sent, looks });
    expect(readPost(post(body, { contentType }), KNOWN)).toEqual(refusal);
  });

  it("judges in order: method, version, URL, type, form, repetition, length", () => {
    const long = "x".repeat(9000);
    const wrong = { authorization: "OAuth oauth_token=x", query: "token=1", contentType: "application/json" };
    const body = `oauth_token=1&token=1&token=2&client_id=${long}`;
    const codes = [
      readPost(post("a=%", { ...wrong, method: "PUT" }), KNOWN),
      readPost(post("a=%", wrong), KNOWN),
      readPost(post("a=%", { ...wrong, authorization: undefined }), KNOWN),
      readPost(post("a=%", { contentType: "application/json" }), KNOWN),
      readPost(post("a=%"), KNOWN),
      readPost(post(body), KNOWN),
      readPost(post(body.slice(body.indexOf("token=1&token"))), KNOWN),
      readPost(post(`client_id=${long}`), KNOWN),
    ];
    expect(codes.map(outcomeOf)).toEqual([
      "request/wrong-method",
      "request/version-unsupported",
      "request/parameter-misplaced",
      "request/wrong-content-type",
      "request/malformed",
      "request/version-unsupported",
      "request/parameter-repeated",
      "request/parameter-too-long",
    ]);
  });
});
