/**
 * What the admin API does that isn't a change of a registration: one entry says the path, who may call it, what it reads and what it
 * returns. Routes, the index, the OpenAPI document and the tests that try every route follow from it. What it does is in
 * `service/admin`, where `handled` adds a function to an entry.
 */
import type { z } from "zod";
import type { AdminOccasion } from "../protocol/admin/occasion.ts";
import type { AdminScope } from "../protocol/scope/catalogue.ts";
import { DRY_RUN, PAGE, type Parameters } from "./parameter.ts";

/** A schema by its name in the OpenAPI document. */
export interface Named<Schema extends z.ZodType = z.ZodType> {
  readonly title: string;
  readonly schema: Schema;
}

/** A body. */
export interface Sent<Schema extends z.ZodObject = z.ZodObject> extends Named<Schema> {
  /** Members whose values are never shown, in a refusal either. */
  readonly secrets?: readonly string[];
}

export interface Operation<Known extends Parameters = Parameters, Schema extends z.ZodObject = z.ZodObject> {
  /** What it is called in the OpenAPI document and in the typed client, such as `endSession`. */
  readonly id: string;
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  /** Below `/admin/v1`, such as `/sessions/{id}`. */
  readonly path: string;
  /** What the request is about, in one word, such as `session`. */
  readonly kind: string;
  /** Needed to change something. GET needs it with `:read`. */
  readonly scope: AdminScope;
  /** One sentence. */
  readonly says: string;
  /**
   * `add` is refused if it exists already; `change` and `remove` need If-Match. `do`: what needs no version, such as ending a session.
   * Default: `read` for GET, and otherwise `do`.
   */
  readonly act?: AdminOccasion["act"];
  /** It has this server request something elsewhere, so it needs the scope itself even if it changes nothing. */
  readonly outward?: true;
  readonly parameters?: Known;
  readonly sends?: Sent<Schema>;
  /** A body that is read as it is, of this type, and what is in it. */
  readonly takes?: { readonly type: string; readonly says: string };
  /** The response is one of these. */
  readonly shows?: Named;
  /** The response is a page of these: `items` and `next`. */
  readonly lists?: Named;
  /** The response is a text of one of these types, written as it is read. */
  readonly streams?: readonly string[];
  /** Of `streams`: another status, whose response is such a text too. */
  readonly refuses?: { readonly status: number; readonly says: string };
  /** Of a response with a body. Default: 200. Without a body it is 204. */
  readonly status?: 200 | 201 | 202;
  /** With `dry_run`, it only says what it would do. */
  readonly tries?: true;
}

export const actOf = ({ act, method }: Operation): AdminOccasion["act"] => act ?? (method === "GET" ? "read" : "do");

/** The scope that a token needs. */
export const scopeOf = ({
  scope,
  method,
  act,
  outward,
}: Pick<Operation, "scope" | "method" | "act" | "outward">): string =>
  method === "GET" || (act === "read" && outward !== true) ? `${scope}:read` : scope;

/** All parameters of its URL. What the operation says of one of them itself counts. */
export const parametersOf = ({ parameters, lists, tries }: Operation): Parameters => ({
  ...(lists !== undefined && PAGE),
  ...(tries === true && DRY_RUN),
  ...parameters,
});
