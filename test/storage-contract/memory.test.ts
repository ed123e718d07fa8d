import { memoryStorage } from "../../src/adapters/memory/storage.ts";
import { storageContract } from "./contract.ts";

storageContract("memory", async () => memoryStorage());
