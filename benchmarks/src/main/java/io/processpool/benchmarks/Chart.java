package io.processpool.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Draws a {@link Table} as SVG: what it needs is small, and a picture of text is small too, and shows its changes. */
final class Chart {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 420;
    private static final int LEFT = 76;
    private static final int RIGHT = 736;
    private static final int TOP = 66;
    private static final int BOTTOM = 364;

    /** On the average. */
    private static final double LETTER_WIDTH = 6.9;

    /** Of our lines, then of the peers'. */
    private static final List<List<String>> COLOURS =
            List.of(List.of("#1a63a8", "#74add8", "#2e7d4f", "#8cc49f"), List.of("#d4581a", "#f0a66b"));

    private final Table table;
    private final Scale x;
    private final Scale y;
    private final double[] xEnds;
    private final double[] yEnds;
    private final StringBuilder svg = new StringBuilder();
    private double legendEnd = LEFT;

    private Chart(Table table, Scale x, Scale y) {
        this.table = table;
        this.x = x;
        this.y = y;
        this.xEnds = ends(table.values());
        double[] ends = ends(table.figures());
        this.yEnds = new double[] {y.floor(ends[0]), y.ceiling(ends[1])};
    }

    /**
     * The picture of a table.
     *
     * @param x what the first column holds
     * @param y what the others hold
     */
    static String draw(String title, Table table, Scale x, Scale y) {
        Chart chart = new Chart(table, x, y);
        chart.add(
                "<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d' viewBox='0 0 %d %d' font-family='sans-serif' font-size='13'>",
                WIDTH, HEIGHT, WIDTH, HEIGHT);
        chart.add("<rect width='%d' height='%d' fill='#ffffff'/>", WIDTH, HEIGHT);
        chart.text(LEFT, 24, "start", "font-size='16' font-weight='bold'", title);
        chart.drawGrid();
        int[] drawn = new int[2];
        for (int line = 1; line < table.names().size(); line++) {
            int side = table.names().get(line).startsWith("ours") ? 0 : 1;
            chart.drawLine(line, COLOURS.get(side).get(drawn[side]++), side == 1);
        }
        return chart.svg.append("</svg>\n").toString();
    }

    private void drawGrid() {
        for (double tick : y.ticks(yEnds[0], yEnds[1])) {
            add("<path d='M%d %.1fH%d' stroke='#e2e2e2'/>", LEFT, atY(tick), RIGHT);
            text(LEFT - 8, atY(tick) + 4.5, "end", "", y.label(tick));
        }
        for (double tick : x.ticks(xEnds[0], xEnds[1])) {
            if (tick >= xEnds[0]) {
                add("<path d='M%.1f %dV%d' stroke='#e2e2e2'/>", atX(tick), TOP, BOTTOM);
                text(atX(tick), BOTTOM + 19, "middle", "", x.label(tick));
            }
        }
        add("<path d='M%d %dV%dH%d' fill='none' stroke='#555555'/>", LEFT, TOP, BOTTOM, RIGHT);
        text((LEFT + RIGHT) / 2.0, HEIGHT - 14, "middle", "", x.title());
        double middle = (TOP + BOTTOM) / 2.0;
        String turned = String.format(Locale.ROOT, "transform='rotate(-90 18 %.0f)'", middle);
        text(18, middle, "middle", turned, y.title());
    }

    /** A line with its points, and its entry in the legend. */
    private void drawLine(int line, String colour, boolean isDashed) {
        StringBuilder path = new StringBuilder();
        StringBuilder points = new StringBuilder();
        for (double[] row : table.rows()) {
            if (!Double.isNaN(row[line])) {
                path.append(String.format(
                        Locale.ROOT, "%s%.1f %.1f", path.isEmpty() ? "M" : "L", atX(row[0]), atY(row[line])));
                points.append(point(atX(row[0]), atY(row[line]), colour));
            }
        }
        String stroke =
                "fill='none' stroke='" + colour + "' stroke-width='2.2'" + (isDashed ? " stroke-dasharray='7 4'" : "");
        add("<path d='%s' %s/>", path, stroke);
        svg.append(points);
        drawEntry(table.names().get(line), colour, stroke);
    }

    /** Of the legend, behind the last one. */
    private void drawEntry(String name, String colour, String stroke) {
        add("<path d='M%.1f 46h26' %s/>", legendEnd, stroke);
        svg.append(point(legendEnd + 13, 46, colour));
        text(legendEnd + 32, 50.5, "start", "", name);
        legendEnd += 54 + name.length() * LETTER_WIDTH;
    }

    private static String point(double atX, double atY, String colour) {
        return String.format(Locale.ROOT, "<circle cx='%.1f' cy='%.1f' r='3.4' fill='%s'/>%n", atX, atY, colour);
    }

    private void text(double atX, double atY, String anchor, String attributes, String text) {
        add("<text x='%.1f' y='%.1f' text-anchor='%s' fill='#222222' %s>%s</text>", atX, atY, anchor, attributes, text);
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    private double atX(double value) {
        return LEFT + (RIGHT - LEFT) * share(x, xEnds, value);
    }

    private double atY(double value) {
        return BOTTOM - (BOTTOM - TOP) * share(y, yEnds, value);
    }

    private static double share(Scale scale, double[] ends, double value) {
        double from = scale.place(ends[0]);
        return (scale.place(value) - from) / (scale.place(ends[1]) - from);
    }

    private static double[] ends(double[] values) {
        return new double[] {
            Arrays.stream(values).min().orElseThrow(),
            Arrays.stream(values).max().orElseThrow()
        };
    }
}
