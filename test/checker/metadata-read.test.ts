/** What is read of the metadata is noted, and what is different is named. */
import { expect, it } from "vitest";
import type { Metadata, Target } from "../../src/checker/target.ts";
import { changedBetween, EVERYTHING, noting, type Read } from "./metadata-read.ts";

const ISSUER = "http://localhost:1";
const [OAUTH, OPENID] = ["/.well-known/oauth-authorization-server", "/.well-known/openid-configuration"];
const METADATA = { issuer: ISSUER, token_endpoint: `${ISSUER}/token`, scopes_supported: ["openid"] };

const read = (path: string, members: Metadata): Read => ({
  message: {
    path,
    query: new URLSearchParams(),
    method: "GET",
    headers: new Headers(),
    form: new URLSearchParams(),
    body: "",
  },
  answer: { status: 200, headers: new Headers({ "content-type": "application/json" }), body: JSON.stringify(members) },
});
const documents = (oauth: Metadata, openid: Metadata) => [read(OAUTH, oauth), read(OPENID, openid)];

const document = (content: Metadata) => ({
  exchange: { sent: { method: "GET", url: ISSUER, headers: [], body: undefined } },
  content,
});
const target: Target = {
  ...{ issuer: ISSUER, oauth: document(METADATA), openid: document(METADATA), metadata: METADATA },
  clients: {},
};

it.each<[string, (target: Target) => unknown, readonly string[]]>([
  ["a member", ({ metadata }) => metadata.token_endpoint, ["token_endpoint"]],
  ["whether there is one", ({ metadata }) => "jwks_uri" in metadata, ["jwks_uri"]],
  ["a member of a document", ({ openid }) => openid.content?.scopes_supported, ["scopes_supported"]],
  ["whether there is a document", ({ openid }) => openid.content === undefined, []],
  [
    "all members",
    ({ metadata }) => Object.entries(metadata),
    [EVERYTHING, ...Object.keys(METADATA), ...Object.keys(METADATA)],
  ],
  ["how a document came", ({ oauth }) => oauth.exchange, [EVERYTHING]],
])("%s is noted when it's read", (_, reads, noted) => {
  const all: string[] = [];
  reads(noting(target, (member) => all.push(member)));
  expect(all.toSorted()).toEqual(noted.toSorted());
});

it.each<[string, Metadata, Metadata, readonly string[] | undefined]>([
  ["nothing", METADATA, { ...METADATA, scopes_supported: ["openid"] }, []],
  ["a member of one document", METADATA, { ...METADATA, token_endpoint: `${ISSUER}/other` }, ["token_endpoint"]],
  ["a new member", { ...METADATA, jwks_uri: `${ISSUER}/keys` }, METADATA, ["jwks_uri"]],
  ["that there is one", {}, METADATA, undefined],
])("%s is different", async (_, oauth, openid, names) => {
  expect(await changedBetween(ISSUER, documents(METADATA, METADATA), documents(oauth, openid))).toEqual(names);
});
