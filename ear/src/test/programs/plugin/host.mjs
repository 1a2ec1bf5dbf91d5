// Loads a plugin, whose file is the argument, and calls its function for each line of input.
import { createInterface } from 'node:readline';

const { pluginFunction } = await import(process.argv[2]);
for await (const line of createInterface({ input: process.stdin })) {
  try {
    console.log(`${line}: ${(await pluginFunction()).products.length} products`);
  } catch (error) {
    console.log(`${line}: ${error.message}`);
  }
}
