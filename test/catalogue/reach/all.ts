/** A request for every reason. */
import { admin } from "./admin.ts";
import { ciba } from "./ciba.ts";
import { clientDocuments } from "./client-documents.ts";
import { clients } from "./clients.ts";
import { details } from "./details.ts";
import { device } from "./device.ts";
import { dpop } from "./dpop.ts";
import { exchanges } from "./exchanges.ts";
import { grants } from "./grants.ts";
import { objects } from "./objects.ts";
import { people } from "./people.ts";
import { pushed } from "./pushed.ts";
import { registration } from "./registration.ts";
import { requests } from "./requests.ts";
import { resources, scopes } from "./scopes.ts";
import { tokens } from "./tokens.ts";
import type { Reach } from "./world.ts";

export const reach: Reach = {
  ...requests,
  ...pushed,
  ...objects,
  ...exchanges,
  ...clients,
  ...clientDocuments,
  ...registration,
  ...scopes,
  ...resources,
  ...grants,
  ...device,
  ...ciba,
  ...details,
  ...dpop,
  ...tokens,
  ...people,
  ...admin,
};
