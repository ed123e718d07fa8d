/** `candor api`. */
import { print } from "../print.ts";
import { type AdminRequest, succeed } from "./admin-api.ts";
import type { ChangeOptions } from "./options.ts";
import { fromFile, onApi } from "./run.ts";

/** Sends it, and prints the JSON of the response. */
export async function api(
  method: AdminRequest["method"],
  given: string,
  options: ChangeOptions & { readonly ifMatch?: string },
): Promise<void> {
  await onApi({ ...options, json: true }, async (admin) => {
    const path = given === "/" ? "" : `/${given.replace(/^\/+/, "")}`;
    const body = options.from === undefined ? undefined : fromFile(options);
    const needs = method === "PATCH" || method === "DELETE";
    const ifMatch = options.ifMatch ?? (needs ? await currentOf(path) : undefined);
    const response = await succeed(admin, { method, path, body, ifMatch });
    if (response.status !== 204) print(JSON.stringify(response.body, null, 2));

    /** What has no version has no ETag, or can't be read by itself. */
    async function currentOf(target: string): Promise<string | undefined> {
      const { etag } = await admin.send({ method: "GET", path: target.split("?")[0] ?? "" });
      return etag;
    }
  });
}
