/** Which members of the metadata are read, and which a fault changes. What reads none of those finds what it found without the fault. */
import { isDeepStrictEqual } from "node:util";
import { discover } from "../../src/checker/discover.ts";
import type { Send } from "../../src/checker/sender.ts";
import type { Document, Metadata, Target } from "../../src/checker/target.ts";
import { type Answer, type Message, targetOf } from "./through.ts";

/** Read by what lists the members, or looks at how a document came; changed whenever a document is. */
export const EVERYTHING = "*";

/** How clients must ask is found out once, by whichever probe asks first. */
export const SHARED = /^(?:require_|pushed_|request_object_|response_modes_|dpop_)/;

/** The same target, which says what is read of it. */
export function noting(target: Target, note: (member: string) => void): Target {
  const notingMembers = (metadata: Metadata): Metadata => {
    const noted = (name: string | symbol): void => {
      if (typeof name === "string") note(name);
    };
    return new Proxy(metadata, {
      get(members, name) {
        noted(name);
        return Reflect.get(members, name);
      },
      has(members, name) {
        noted(name);
        return Reflect.has(members, name);
      },
      getOwnPropertyDescriptor(members, name) {
        noted(name);
        return Reflect.getOwnPropertyDescriptor(members, name);
      },
      ownKeys(members) {
        note(EVERYTHING);
        return Reflect.ownKeys(members);
      },
    });
  };
  const notingDocument = ({ exchange, content }: Document): Document => ({
    ...(content !== undefined && { content: notingMembers(content) }),
    get exchange() {
      note(EVERYTHING);
      return exchange;
    },
  });
  return {
    ...target,
    metadata: notingMembers(target.metadata),
    oauth: notingDocument(target.oauth),
    openid: notingDocument(target.openid),
  };
}

/** A request for a document, and the response. */
export interface Read {
  readonly message: Message;
  readonly answer: Answer;
}

/** The members that are different, in a document or in both together; `undefined` if a document came or went. */
export async function changedBetween(
  issuer: string,
  before: readonly Read[],
  after: readonly Read[],
): Promise<readonly string[] | undefined> {
  const [was, is] = [await foundIn(issuer, before), await foundIn(issuer, after)];
  const isThere = ({ oauth, openid }: Target) => [oauth, openid].map(({ content }) => content !== undefined);
  if (!isDeepStrictEqual(isThere(was), isThere(is))) return undefined;
  const all = ({ oauth, openid, metadata }: Target) => [oauth.content ?? {}, openid.content ?? {}, metadata];
  const names = new Set([...all(was), ...all(is)].flatMap((one) => Object.keys(one)));
  const valuesOf = (target: Target, name: string) => all(target).map((one) => one[name]);
  return [...names].filter((name) => !isDeepStrictEqual(valuesOf(was, name), valuesOf(is, name)));
}

function foundIn(issuer: string, all: readonly Read[]): Promise<Target> {
  const send: Send = async ({ url }) => {
    const { answer } = all.find(({ message }) => new URL(targetOf(message), issuer).href === url) ?? {};
    const { status, headers, body } = answer ?? { status: 404, headers: [], body: "" };
    return {
      sent: { method: "GET", url, headers: [], body: undefined },
      came: { status, headers: [...headers], body },
    };
  };
  return discover(issuer, send, {});
}
