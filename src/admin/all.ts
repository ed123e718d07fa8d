/** What the admin API shows and changes by a schema of its own. */
import { api } from "./api.ts";
import { application } from "./application.ts";
import { scope } from "./scope.ts";

export const REPRESENTATIONS = [application, scope, api] as const;
