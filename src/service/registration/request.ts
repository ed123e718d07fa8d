/** A request of an application that registers itself, or manages its registration: plain values. */
import { hash } from "node:crypto";
import { readBody } from "../../admin/body.ts";
import { fault } from "../../admin/registration/faults.ts";
import type { Members } from "../../admin/representation.ts";
import { mediaTypeOf } from "../../protocol/media-type.ts";
import type { EndpointRequest } from "../../protocol/received.ts";
import type { MetadataFault, RegistrationOccasion } from "../../protocol/registration/occasion.ts";

export interface RegistrationRequest {
  readonly wire: EndpointRequest;
  /** Without the query. */
  readonly path: string;
  readonly act: RegistrationOccasion["act"];
}

/** The access token of the Authorization header (RFC 6750 2.1); `undefined` if the header is missing, `""` if it has none. */
export function sentToken({ authorization }: EndpointRequest): string | undefined {
  if (authorization === undefined) return undefined;
  return /^bearer +([\w.~+/-]+=*)$/i.exec(authorization)?.[1] ?? "";
}

/** SHA-256 in base64url: enough for tokens of 256 random bits. */
export const hashOf = (token: string): string => hash("sha256", token, "base64url");

/** The metadata, or what is wrong with the body. Any page can make a browser send another type than JSON. */
export function metadataIn({ contentType = "", body }: EndpointRequest): Members | readonly MetadataFault[] {
  const type = mediaTypeOf(contentType).trim().toLowerCase();
  if (type !== "application/json") return [fault("Content-Type", type || undefined, "application/json")];
  const members = readBody(body);
  if (typeof members !== "string") return members;
  const sent = members
    .replace(/^isn't /, "not ")
    .replace(/^is /, "")
    .replace(/^has /, "an object that has ");
  return [{ of: "metadata", member: "body", sent, expected: "one JSON object" }];
}

export const isFaulty = (read: Members | readonly MetadataFault[]): read is readonly MetadataFault[] =>
  Array.isArray(read);
