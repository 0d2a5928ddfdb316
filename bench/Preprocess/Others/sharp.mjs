// sharp's share of the comparison: decode, resize (cubic, cover 224) and raw pixels, one picture in flight.
// node sharp.mjs MODULE FOLDER: prints "ready"; then for each line with a count prints the seconds for as many rounds over the folder.
import { createRequire } from 'node:module';
import { readFileSync, readdirSync } from 'node:fs';
import { createInterface } from 'node:readline';

const [module, folder] = process.argv.slice(2);
const sharp = createRequire(import.meta.url)(module);
sharp.concurrency(1);
sharp.cache(false);
const files = readdirSync(folder).sort().map((name) => readFileSync(`${folder}/${name}`));
console.log('ready');
for await (const line of createInterface({ input: process.stdin })) {
  const begin = process.hrtime.bigint();
  for (let round = 0; round < Number(line); round++) {
    for (const file of files) {
      await sharp(file).resize(224, 224, { kernel: 'cubic', fit: 'cover' }).raw().toBuffer();
    }
  }
  console.log(Number(process.hrtime.bigint() - begin) / 1e9);
}
