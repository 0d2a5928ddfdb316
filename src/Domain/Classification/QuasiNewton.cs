using System.Numerics.Tensors;

namespace Cluster.Domain.Classification;

/// <summary>L-BFGS with a backtracking line search (Nocedal and Wright, 2006, algorithm 7.5), for smooth convex functions.</summary>
internal static class QuasiNewton
{
    private const int Memory = 10;
    private const double SufficientDecrease = 1e-4;
    private const int MostHalvings = 60;

    /// <summary>A function's value at a point; writes its gradient there.</summary>
    public delegate double Function(ReadOnlySpan<double> at, Span<double> gradient);

    /// <summary>The minimum as far as <paramref name="tolerance"/> (largest partial derivative) or <paramref name="maxSteps"/> allow.</summary>
    public static double[] Minimise(Function function, double[] start, int maxSteps, double tolerance, CancellationToken cancellationToken)
    {
        var x = start;
        var gradient = new double[x.Length];
        var value = function(x, gradient);
        var steps = new LinkedList<(double[] Step, double[] Change, double Rho)>();
        for (var n = 0; n < maxSteps && TensorPrimitives.MaxMagnitude<double>(gradient) is var slope && Math.Abs(slope) > tolerance; n++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var direction = Direction(gradient, steps);
            var along = TensorPrimitives.Dot<double>(direction, gradient);
            if (along >= 0)
            {
                // What is remembered no longer fits: begin again downhill.
                steps.Clear();
                TensorPrimitives.Negate(gradient, direction);
                along = -TensorPrimitives.SumOfSquares<double>(gradient);
            }

            var (next, nextGradient, nextValue) = Search(function, x, value, direction, along, steps.Count == 0 ? 1 / Math.Sqrt(-along) : 1);
            if (next is null)
            {
                break;
            }

            var step = new double[x.Length];
            var change = new double[x.Length];
            TensorPrimitives.Subtract(next, x, step);
            TensorPrimitives.Subtract(nextGradient, gradient, change);
            var curvature = TensorPrimitives.Dot<double>(step, change);
            if (curvature > 1e-12)
            {
                steps.AddLast((step, change, 1 / curvature));
                if (steps.Count > Memory)
                {
                    steps.RemoveFirst();
                }
            }

            (x, gradient, value) = (next, nextGradient, nextValue);
        }

        return x;
    }

    private static double[] Direction(double[] gradient, LinkedList<(double[] Step, double[] Change, double Rho)> steps)
    {
        var direction = new double[gradient.Length];
        TensorPrimitives.Negate(gradient, direction);
        var alphas = new Stack<double>();
        for (var node = steps.Last; node is not null; node = node.Previous)
        {
            var alpha = node.Value.Rho * TensorPrimitives.Dot<double>(node.Value.Step, direction);
            alphas.Push(alpha);
            TensorPrimitives.MultiplyAdd(node.Value.Change, -alpha, direction, direction);
        }

        if (steps.Last is { } last)
        {
            var scale = 1 / (last.Value.Rho * TensorPrimitives.SumOfSquares<double>(last.Value.Change));
            TensorPrimitives.Multiply(direction, scale, direction);
        }

        foreach (var (step, change, rho) in steps)
        {
            var beta = rho * TensorPrimitives.Dot<double>(change, direction);
            TensorPrimitives.MultiplyAdd(step, alphas.Pop() - beta, direction, direction);
        }

        return direction;
    }

    private static (double[]? At, double[] Gradient, double Value) Search(
        Function function, double[] x, double value, double[] direction, double along, double length)
    {
        var at = new double[x.Length];
        var gradient = new double[x.Length];
        for (var halving = 0; halving < MostHalvings; halving++, length /= 2)
        {
            TensorPrimitives.MultiplyAdd(direction, length, x, at);
            var there = function(at, gradient);
            if (there <= value + (SufficientDecrease * length * along))
            {
                return (at, gradient, there);
            }
        }

        return (null, gradient, value);
    }
}
