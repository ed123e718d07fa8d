/** Faults of the metadata and of what other origins may read. */
import { findsEach } from "../candor-mutants.ts";
import { OF_METADATA } from "./index.ts";

findsEach(OF_METADATA);
