"""Stories: the terms of texts, the similarity of two texts, clusters of texts and near-duplicates."""
