/** The build in dist/: the pages are JSX, which Node does not run as it is. */
import { NotBuilt } from "../serve.ts";

/** Candor's public interface. Rejects with `NotBuilt` if there is no build. */
export async function built(): Promise<typeof import("../../../src/index.ts")> {
  const address = new URL("../../../dist/index.js", import.meta.url).href;
  try {
    return await import(address);
  } catch (error) {
    if ((error as { code?: string; url?: string }).url !== address) throw error;
    throw new NotBuilt("dist/index.js is missing; npm run build makes it");
  }
}
