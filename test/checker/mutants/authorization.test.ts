/** Faults of the authorization endpoint and of what it is asked. */
import { findsEach } from "../candor-mutants.ts";
import { OF_AUTHORIZATION } from "./index.ts";

findsEach(OF_AUTHORIZATION);
