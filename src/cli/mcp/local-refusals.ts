/** Refusals in the data directory or the database of a server on this machine, as the operator sees them. The server may be running. */
import type { RefusalSource } from "../../mcp/refusal-source.ts";
import { toJson } from "../../render/json.ts";
import { keptJournal } from "../../service/kept-journal.ts";
import { said } from "../data-directory.ts";
import type { DataOptions } from "../data-options.ts";
import { openRefusals, placeOf } from "../place.ts";

/** @throws if the configuration doesn't name a directory. */
export async function localRefusals(options: DataOptions): Promise<RefusalSource> {
  const place = await placeOf(options).catch((error: unknown) => {
    throw new Error(said(error));
  });
  return {
    issuers: [],
    async find(ref) {
      let close: (() => Promise<void>) | undefined;
      try {
        // Opened for each, because the server may be started, stopped or restored meanwhile.
        const reader = await openRefusals(place);
        close = reader.close;
        const explanation = await keptJournal(reader).explain(ref);
        if (explanation === undefined)
          return { fault: `There is no refusal ${ref} here. Old refusals are deleted after a while.` };
        return toJson(explanation);
      } catch (error) {
        return { fault: said(error) };
      } finally {
        await close?.();
      }
    },
  };
}
