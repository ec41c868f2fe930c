const { default: feed } = require("@11ty/eleventy-plugin-rss");
const highlight = require("@11ty/eleventy-plugin-syntaxhighlight");
const footnotes = require("markdown-it-footnote");

module.exports = async function (config) {
  config.addPlugin(highlight);
  config.addPlugin(feed.default ?? feed);
  config.amendLibrary("md", (markdown) => markdown.use(footnotes));
  config.addFilter("day", (date) => date.toISOString().slice(0, 10));
  config.addFilter("newest", (list, count) => list.slice(-count).reverse());
  config.addCollection("newestFirst", (all) => all.getFilteredByTag("posts").reverse());
  config.addCollection("tagNames", (all) =>
    [...new Set(all.getFilteredByTag("posts").flatMap((post) => post.data.tags))].filter((tag) => tag !== "posts").sort()
  );
  config.setUseGitIgnore(false);
  return { dir: { input: "src", includes: "../_includes", output: "_site" }, markdownTemplateEngine: false };
};
