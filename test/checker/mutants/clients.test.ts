/** Faults of what clients are, say and use. */
import { findsEach } from "../candor-mutants.ts";
import { OF_CLIENTS } from "./index.ts";

findsEach(OF_CLIENTS);
