using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Cluster.Client.Access;
using Cluster.Client.Classification;
using Cluster.Client.Collections;
using Cluster.Client.Corpora;
using Cluster.Client.Embeddings;
using Cluster.Client.Comparisons;
using Cluster.Client.Encoders;
using Cluster.Client.Encoders.Tuning;
using Cluster.Client.Encoders.Verification;
using Cluster.Client.Failures;
using Cluster.Client.Jobs;
using Cluster.Client.Operations;
using Cluster.Client.Points;
using Cluster.Client.Planning;
using Cluster.Client.Recommendations;
using Cluster.Client.Reembedding;
using Cluster.Client.Retrieval;
using Cluster.Client.Shoppers;
using Cluster.Client.Tags;

namespace Cluster.Client;

/// <summary>The wire format, generated at build time.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(JobSubmission))]
[JsonSerializable(typeof(Job))]
[JsonSerializable(typeof(JobPage))]
[JsonSerializable(typeof(QuarantinePage))]
[JsonSerializable(typeof(Operation))]
[JsonSerializable(typeof(OperationPage))]
[JsonSerializable(typeof(FindingPage))]
[JsonSerializable(typeof(TakedownOrder))]
[JsonSerializable(typeof(TakedownDone))]
[JsonSerializable(typeof(Collection))]
[JsonSerializable(typeof(CollectionPage))]
[JsonSerializable(typeof(CorpusInfo))]
[JsonSerializable(typeof(CorpusPage))]
[JsonSerializable(typeof(CalibrationSubmission))]
[JsonSerializable(typeof(Calibration))]
[JsonSerializable(typeof(Model))]
[JsonSerializable(typeof(ModelPage))]
[JsonSerializable(typeof(VerificationOrder))]
[JsonSerializable(typeof(Verification))]
[JsonSerializable(typeof(TuningOrder))]
[JsonSerializable(typeof(Tuning))]
[JsonSerializable(typeof(SearchQuery))]
[JsonSerializable(typeof(SearchResult))]
[JsonSerializable(typeof(Point))]
[JsonSerializable(typeof(RecommendQuery))]
[JsonSerializable(typeof(RecommendBatch))]
[JsonSerializable(typeof(BatchResult))]
[JsonSerializable(typeof(ShopperEvents))]
[JsonSerializable(typeof(Shopper))]
[JsonSerializable(typeof(ShopperQuery))]
[JsonSerializable(typeof(ClassifyQuery))]
[JsonSerializable(typeof(ClassifyResult))]
[JsonSerializable(typeof(ModerateQuery))]
[JsonSerializable(typeof(ModerateResult))]
[JsonSerializable(typeof(PointChange))]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(IReadOnlyList<Facet>))]
[JsonSerializable(typeof(TagJobSubmission))]
[JsonSerializable(typeof(TagJob))]
[JsonSerializable(typeof(KeySubmission))]
[JsonSerializable(typeof(KeyRotation))]
[JsonSerializable(typeof(ApiKey))]
[JsonSerializable(typeof(ApiKeyPage))]
[JsonSerializable(typeof(EmbeddingsSubmission))]
[JsonSerializable(typeof(EmbeddingsPage))]
[JsonSerializable(typeof(ComparisonOrder))]
[JsonSerializable(typeof(Comparison))]
[JsonSerializable(typeof(ReembeddingOrder))]
[JsonSerializable(typeof(ReembeddingPlan))]
[JsonSerializable(typeof(ReembeddingStatus))]
[JsonSerializable(typeof(AskedBy))]
[JsonSerializable(typeof(Problem))]
internal sealed partial class GatewayJson : JsonSerializerContext;
