namespace Scraper;

/// <summary>How a file is rewritten: truncated and written, written over what is there and then cut, or written beside and renamed over.</summary>
public enum SaveMode { InPlace, Overwrite, Rename, Mixed }
