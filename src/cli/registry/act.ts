/** What one command does to one thing, by one request. */
import { visible } from "../../render/characters.ts";
import { print } from "../print.ts";
import { type AdminRequest, type Members, pathTo, succeed } from "./admin-api.ts";
import { consequencesText } from "./consequences.ts";
import type { ChangeOptions } from "./options.ts";
import { onApi } from "./run.ts";

export interface Act {
  readonly method: AdminRequest["method"];
  readonly path: string;
  readonly body?: object;
  /** The path whose version it is made from, if it needs one. */
  readonly from?: string;
  /** What was done, in words. */
  readonly done: (response: Members) => string;
  /** Whether the server can try it. */
  readonly tries?: true;
}

export async function carryOutAct(act: Act, options: ChangeOptions): Promise<void> {
  await onApi(options, async (api) => {
    const { method, path, body, from, done } = act;
    const ifMatch = from === undefined ? undefined : (await succeed(api, { method: "GET", path: from })).etag;
    const dry_run = act.tries === true && options.dryRun === true ? true : undefined;
    const response = await succeed(api, { method, path, body, ifMatch, query: { dry_run } });
    if (options.json === true) print(JSON.stringify(response.body, null, 2));
    else if (dry_run === true)
      print(
        ["It would be done.", ...consequencesText((response.body.consequences ?? {}) as Members)]
          .map(visible)
          .join("\n"),
      );
    else print(done(response.body).split("\n").map(visible).join("\n"));
  });
}

export { pathTo };
