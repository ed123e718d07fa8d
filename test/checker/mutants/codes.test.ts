/** Faults of codes, and of what is got for them. */
import { findsEach } from "../candor-mutants.ts";
import { OF_CODES } from "./index.ts";

findsEach(OF_CODES);
