// Transformers.js' share of the comparison: files of a folder, in batches, to embeddings, by the processor and model of a local model folder.
// node transformers.mjs PACKAGE MODELS NAME DTYPE THREADS PICTURES: tries batch sizes, prints "ready"; then for each line with a count prints the
// seconds for as many rounds over the folder and the processor seconds in them.
import { createRequire } from 'node:module';
import { readdirSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const [folder, models, name, dtype, threads, pictures] = process.argv.slice(2);
const require = createRequire(`${folder}/`);
const { AutoProcessor, CLIPVisionModelWithProjection, RawImage, env } = await import(pathToFileURL(require.resolve('@huggingface/transformers')).href);
env.allowRemoteModels = false;
env.localModelPath = models;
const options = { dtype, device: 'cpu', session_options: { intraOpNumThreads: Number(threads), graphOptimizationLevel: 'all' } };
const processor = await AutoProcessor.from_pretrained(name);
const model = await CLIPVisionModelWithProjection.from_pretrained(name, options);
const files = readdirSync(pictures).sort().map((file) => `${pictures}/${file}`);

async function embed(batch, count) {
  let rows = 0;
  for (let i = 0; i < count; i += batch) {
    const images = await Promise.all(files.slice(i, Math.min(i + batch, count)).map((file) => RawImage.read(file)));
    const { image_embeds } = await model(await processor(images));
    rows += image_embeds.normalize(2, -1).dims[0];
  }
  if (rows !== count) throw new Error(`${rows} of ${count} pictures were embedded`);
}

let best = 1, least = Infinity;
for (const batch of [1, 4, 8, 16]) {
  const some = Math.min(32, files.length);
  await embed(batch, Math.min(batch, some));
  const begin = process.hrtime.bigint();
  await embed(batch, some);
  const taken = Number(process.hrtime.bigint() - begin);
  if (taken < least) [best, least] = [batch, taken];
}

console.error(`# transformers.js ${env.version}, ${dtype}: batches of ${best}`);
console.log('ready');
for await (const line of createInterface({ input: process.stdin })) {
  const [begin, used] = [process.hrtime.bigint(), process.cpuUsage()];
  for (let round = 0; round < Number(line); round++) await embed(best, files.length);
  const cpu = process.cpuUsage(used);
  console.log(`${Number(process.hrtime.bigint() - begin) / 1e9} ${(cpu.user + cpu.system) / 1e6}`);
}
